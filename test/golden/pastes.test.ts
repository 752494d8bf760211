import { describe, expect, it } from "vitest";
import { renderPlainText } from "#core/card/plain-text.ts";
import { cardOf } from "../support/cards/corpus.ts";
import { PASTES } from "../support/pastes/fixtures.ts";

/** One paste of each kind: a server, Windows, containers with a range, a cluster, two listings at once. */
const NAMES = [
  "ss-tuanp",
  "ss-of-a-server",
  "windows-netstat-abno",
  "docker-ps-ranges",
  "kubectl-get-svc",
  "ss-and-docker",
  "nmap-sV-exposed",
];

describe("the card for a paste", () => {
  it.each(PASTES.filter(({ name }) => NAMES.includes(name)))(
    "of $name is as it was reviewed",
    async ({ name, text }) => {
      const card = cardOf(`explain\n${text}`);
      await expect(`${renderPlainText(card)}\n`).toMatchFileSnapshot(`text/explain-${name}.txt`);
    },
  );
});
