import { describe, expect, it } from "vitest";
import { COMMANDS } from "#adapters/discord/commands.ts";
import { renderDiscord } from "#adapters/discord/render.ts";
import { renderReply } from "#adapters/slack/render.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Reply } from "#core/chat-platform.ts";
import { answerTo, ask, cardOf } from "../support/cards/corpus.ts";
import { asker } from "../support/team-services.ts";

const text = (query: string) => renderPlainText(cardOf(query));
const more = (query: string) => text(`${query} more`);
const reply = (query: string): Promise<Reply> =>
  ask({ text: query, manner: "command", locale: "en", asker: asker("ann") });
const slack = async (query: string) => JSON.stringify(renderReply(await reply(query)));
const discord = async (query: string) => {
  const { card, actions } = await reply(query);
  return JSON.stringify(renderDiscord(card, actions));
};

/** What other port tools do, one feature a row, with the question that shows it here and what the answer says. */
const FEATURES: readonly (readonly [feature: string, said: () => string | Promise<string>, expected: RegExp])[] = [
  ["look up by number", () => text("867"), /^Port 867 · unassigned/],
  ["by exact service name", () => text("ssh"), /^SSH · port 22/],
  ["fuzzy name, “did you mean”", () => text("posgres"), /Closest match for “posgres”/],
  ["search in descriptions", () => text("search time protocol"), /^Search “time protocol” · \d+ found/],
  ["several ports, or a span, at once", () => text("22 80 6000-6063"), /22 +SSH\n80 +HTTP\n6000-6063 /],
  ["all services on one number", () => more("80"), /• http \(.*\n• www \(.*\n• www-http \(/],
  ["state per transport", () => more("443"), /Transports +tcp, udp, sctp assigned · dccp not listed/],
  ["says “unassigned” instead of “nothing found”", () => text("863"), /^Port 863 · unassigned/],
  ["extent of the unassigned block", () => text("867"), /863–872 all unassigned/],
  ["nearest assigned neighbours", () => text("867"), /nearby 862 twamp-control, 873 rsync/],
  ["range class and its rule", () => more("867"), /IETF Review or IESG Approval[\s\S]*System \(well-known\) 0–1023/],
  ["operating systems' ephemeral ranges", () => more("40000"), /outgoing connections may get it by default on Linux/],
  ["privileges needed to bind", () => text("443"), /needs root or CAP_NET_BIND_SERVICE/],
  ["references (RFCs) linked", () => more("443"), /RFC 9110 \(https:\/\/www\.rfc-editor\.org\/rfc\/rfc9110\)/],
  ["assignee's dates, notes as facts", () => more("585"), /IANA’s note: “.*993/],
  ["unofficial uses, marked as such, each with a source", () => more("9092"), /• Kafka \(tcp\): .*source \(https:/],
  ["security history, worded with care", () => more("23"), /That’s the number’s history, not your host’s/],
  ["refused by browsers", () => more("6667"), /browsers refuse to open it/],
  ["“can I use it?” verdict", () => text("6379"), /Use it\? +Yes, for Redis\. Anything else here will conflict/],
  ["check commands per system", () => more("867"), /Linux \(ss\)[\s\S]*macOS \(lsof\)[\s\S]*Windows \(PowerShell\)/],
  ["… that match the port exactly (the web pages' `grep :867` also finds 8670)", () => text("867"), /'sport = :867'/],
  ["container and Kubernetes commands", () => more("867"), /docker ps -f publish=867[\s\S]*kubectl get svc -A/],
  [
    "why unassigned numbers exist, history",
    () => more("867"),
    /most were never requested[\s\S]*numbers up to 255 only/,
  ],
  ["feedback faces", () => slack("867"), /😔[\s\S]*😃/],
  ["works offline", () => text("8443"), /^Port 8443/],
  ["JSON for scripts", () => JSON.stringify(answerTo("867")), /^\{"kind":"port","port":867/],
  ["says how old its data is", () => text("867"), /IANA registry, 17 Aug 2026/],
  ["the team's own ports and owners", () => claimed("8867"), /billing-api.*@payments/],
  ["suggests a port to use, with reasons", () => text("free 3"), /^3 ports to pick: \d+, \d+, \d+\n\n.*unassigned/i],
  ["warns of a clash", async () => renderPlainText((await reply("claim 6379 cache")).card), /redis|Redis/],
  [
    "explains pasted `ss`, `netstat`, `lsof`, `docker ps`, …",
    () => text("explain\nudp UNCONN 0 0 0.0.0.0:5353 0.0.0.0:*"),
    /5353/,
  ],
  ["Slack", () => slack("867"), /"type":"header".*Port 867 · unassigned/],
  ["Discord", () => discord("867"), /Port 867 · unassigned/],
  [
    "slash command, autocomplete, context menu",
    () => JSON.stringify(COMMANDS),
    /"autocomplete":true[\s\S]*"Explain ports"/,
  ],
  ["by mention, in a thread", () => renderPlainText(cardOf("what is on 867?", "mention")), /^Port 867 · unassigned/],
  ["rich card with buttons", () => slack("867"), /"type":"button"[\s\S]*More/],
  ["help, random", () => `${text("help")}${text("random")}`, /Port \d+/],
];

async function claimed(port: string): Promise<string> {
  await reply(`claim ${port} billing-api "Billing API" @payments`);
  return renderPlainText((await reply(port)).card);
}

describe("what other port tools do", () => {
  it.each(FEATURES)("%s", async (_, said, expected) => {
    expect(await said()).toMatch(expected);
  });
});

/** What the pages of a port encyclopedia tell of numbers such as 863, and where it's told here. */
const TOLD: readonly (readonly [what: string, query: string, expected: RegExp])[] = [
  ["the range's everyday name", "863", /System \(well-known\)/],
  [
    "all three ranges",
    "863 more",
    /system \(well-known\) 0–1023, user \(registered\) 1024–49151, and dynamic 49152–65535/,
  ],
  ["why unassigned numbers exist", "863 more", /only to applicants who show that they need one/],
  ["the neighbours, and what they are", "863 more", /862 twamp-control.*TWAMP.*861 owamp-control/],
  ["the registry itself, linked", "863 more", /iana\.org\/assignments\/service-names-port-numbers/],
  ["no documented unofficial use", "867", /I know of no software that uses it/],
  ["the vague references to NetInfo", "867 more", /could once get it on early Mac OS X for NetInfo \(https:/],
  ["how it came about", "867 more", /For many years IANA assigned numbers up to 255 only/],
  ["that malware likes unexpected ports", "867 more", /malware uses odd ports to get past filters · MITRE/],
  ["that nothing is supposed to listen", "856", /If something listens, find out what it is/],
  ["why it needs root", "856 more", /so that no ordinary user can pass for a system service/],
  ["that it may be assigned tomorrow", "856 more", /any may be assigned tomorrow/],
  ["no malware known for it", "856 more", /no software that uses it, today or in the past/],
  ["what a dynamic port probably is", "60463 more", /client’s end of a connection[\s\S]*Windows RPC dynamic ports/],
  ["or a program's own choice", "60463 more", /chosen by a program or in its settings/],
];

describe("what a port encyclopedia tells", () => {
  it.each(TOLD)("%s, on the card of %s", (_, query, expected) => {
    expect(text(query)).toMatch(expected);
  });
});
