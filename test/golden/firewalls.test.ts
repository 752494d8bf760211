import { describe, expect, it } from "vitest";
import { renderPlainText } from "#core/card/plain-text.ts";
import { cardOf } from "../support/cards/corpus.ts";
import { FIREWALLS } from "../support/firewall.ts";
import { PASTES } from "../support/pastes/fixtures.ts";

const UFW = `Status: active
Logging: on (low)
Default: deny (incoming), allow (outgoing), deny (routed)
New profiles: skip

To                         Action      From
--                         ------      ----
22/tcp                     LIMIT IN    Anywhere
80,443/tcp                 ALLOW IN    Anywhere
6379/tcp                   ALLOW IN    Anywhere
9100/tcp                   ALLOW IN    10.0.0.0/8
51820/udp                  ALLOW IN    Anywhere
25/tcp                     DENY OUT    Anywhere`;

const listing = PASTES.find(({ name }) => name === "ss-of-a-server")?.text ?? "";
const rulesOf = (name: string) => FIREWALLS.find((each) => each.name === name)?.text ?? "";

const CARDS: readonly (readonly [string, string])[] = [
  ["firewall-ufw", UFW],
  ["firewall-ufw-and-ss", `$ sudo ss -tulpn\n${listing}\n$ sudo ufw status verbose\n${UFW}`],
  ["firewall-iptables-L", rulesOf("iptables -L, which doesn't show interfaces")],
  ["firewall-aws", rulesOf("aws ec2 describe-security-groups")],
];

describe("the card for firewall rules", () => {
  it.each(CARDS)("%s is as it was reviewed", async (name, text) => {
    await expect(`${renderPlainText(cardOf(`explain\n${text}`))}\n`).toMatchFileSnapshot(`text/explain-${name}.txt`);
  });
});
