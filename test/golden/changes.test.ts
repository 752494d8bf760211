import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import { cardOf } from "../support/cards/corpus.ts";
import { AFTER, BEFORE, ssListing, ssRow } from "../support/pastes/changes.ts";
import { knowledge } from "../support/registry/committed.ts";
import { asker, teamServicesIn } from "../support/team-services.ts";

const PROMPT = "ann@web1:~$ sudo ss -tulpn";

/** ss and netstat of one host: one shows another program, one a socket that the other lacks. */
const DIFFERING = `${PROMPT}
${ssListing(ssRow("0.0.0.0:22", "sshd", 811), ssRow("0.0.0.0:6379", "redis-server", 902), ssRow("0.0.0.0:9100", "node_exporter", 903))}
ann@web1:~$ sudo netstat -tulpn
Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name
tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      811/sshd
tcp        0      0 0.0.0.0:6379            0.0.0.0:*               LISTEN      955/valkey-server
tcp        0      0 0.0.0.0:31337           0.0.0.0:*               LISTEN      1200/nc`;

const CARDS: readonly (readonly [string, string])[] = [
  ["changes", `explain\n${PROMPT}\n${BEFORE}\n${PROMPT}\n${AFTER}`],
  ["changes-none", `diff\nbefore:\n${BEFORE}\nafter:\n${BEFORE}`],
  ["two-listings", `explain\n${BEFORE}\n\n${AFTER}`],
  ["differing-listings", `explain\n${DIFFERING}`],
];

describe("the card for two listings", () => {
  it.each(CARDS)("%s is as it was reviewed", async (name, text) => {
    await expect(`${renderPlainText(cardOf(text))}\n`).toMatchFileSnapshot(`text/explain-${name}.txt`);
  });
});

it("the card for a listing against the port book is as it was reviewed", async () => {
  const ask = createAsk(knowledge, teamServicesIn());
  const question = { manner: "command", locale: "en", asker: asker("ann") } as const;
  for (const claim of [
    "22/tcp ssh",
    "3000/tcp prometheus",
    "6379/tcp redis",
    "8080/tcp shop",
    "9100/tcp node_exporter",
  ])
    await ask({ text: `claim ${claim}`, ...question });
  const { card } = await ask({ text: `explain against the port book\n${AFTER}`, ...question });
  await expect(`${renderPlainText(card)}\n`).toMatchFileSnapshot("text/explain-against-the-book.txt");
});
