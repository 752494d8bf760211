import { describe, expect, it } from "vitest";
import { parseStructured } from "#adapters/structured/index.ts";
import { createAsk } from "#core/ask/ask.ts";
import { readCommand, readMessage, readQuestion } from "#core/query/read-message.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";
import { teamServicesIn } from "../../support/team-services.ts";

const ask = createAsk(knowledge, teamServicesIn());
const port = (number: number, transport: string | null = null) => ({ kind: "port", port: number, transport });
const more = (of: object) => ({ kind: "more", of });
const service = (name: string) => ({ kind: "service", name });
const free = (parts: object = {}) => ({
  kind: "free",
  count: 5,
  span: null,
  transport: null,
  consecutive: false,
  ...parts,
});

describe("a message that mentions Portcall", () => {
  it.each([
    ["867", port(867)],
    ["what is on 867?", port(867)],
    ["is 53/udp open to the world?", port(53, "udp")],
    ["6000-6063", { kind: "span", first: 6000, last: 6063 }],
    ["free 3 udp", { kind: "free", count: 3, span: null, transport: "udp", consecutive: false }],
    ["search time protocol", { kind: "search", text: "time protocol" }],
    ["help", { kind: "help" }],
    ["", { kind: "help" }],
    ["what listens on ports 80, 443 and 8080?", { kind: "list", items: [port(80), port(443), port(8080)] }],
    ["what's in 6000 to 6063?", { kind: "span", first: 6000, last: 6063 }],
    [
      "give me a free port between 8000 and 9000",
      { kind: "free", count: 5, span: { first: 8000, last: 9000 }, transport: null, consecutive: false },
    ],
    ["find me 3 free udp ports", { kind: "free", count: 3, span: null, transport: "udp", consecutive: false }],
    ["need an unused port for a new internal service", free()],
    ["which port can I safely pick for my own daemon", free()],
    ["give me a port nobody uses", free()],
    ["got 3 free ports for staging?", free({ count: 3 })],
    ["free udp port above 40000 pls", free({ transport: "udp", span: { first: 40_001, last: 65_535 } })],
    ["what port is postgres?", service("postgres")],
    ["which port does home assistant use?", service("home assistant")],
    ["what's rsync", service("rsync")],
    ["ssh", service("ssh")],
    ["867 more", more(port(867))],
    ["more about 867?", more(port(867))],
    ["postgres more", more(service("postgres"))],
    ["more about home assistant", more(service("home assistant"))],
    ["6000-6063 more", more({ kind: "span", first: 6000, last: 6063 })],
    ["tell me more about 867", port(867)],
    ["ticket 4417823: 8443 is blocked by rule 1000000103", port(8443)],
    ["aws ec2 authorize-security-group-ingress --group-id sg-0123456789 --port 5432", port(5432)],
    ["tel:+14155550100 about port 5060", port(5060)],
    ["ports 137-139 and 445?", { kind: "list", items: [{ kind: "span", first: 137, last: 139 }, port(445)] }],
    ["more", { kind: "help" }],
  ])("%j", (text, query) => {
    expect(readMessage(text)).toEqual(query);
  });

  it.each([
    ["good morning to everyone in here!", "no-port-in-message"],
    ["nothing to see in this sentence, sorry", "no-port-in-message"],
    ["please say all of that once more", "no-port-in-message"],
    ["70000", "above-65535"],
    ["what is port 99999?", "above-65535"],
    ["-1", "below-0"],
  ])("%j gets an explanation of what is missing", (text, reason) => {
    expect(readMessage(text)).toMatchObject({ kind: "invalid", reason });
  });
});

describe("a number without a word that says what it is", () => {
  it.each([
    ["does anything use 465 or 587?", [465, 587]],
    ["cant reach 6443 from the bastion", [6443]],
    ["should 6379 be open to the internet", [6379]],
    ["is 65535 the last port", [65_535]],
    ["macos keeps hogging 5000", [5000]],
    ["got RST from 443", [443]],
    ["postgres 5432 not reachable", [5432]],
    ["Darf ich 3306 nach außen aufmachen?", [3306]],
    ["5671|5672|15672|25672 are all rabbit, right?", [5671, 5672, 15_672, 25_672]],
  ])("is answered where something is asked: %j", (text, ports) => {
    const query = readMessage(text);
    const items = query.kind === "list" ? query.items : [query];
    expect(items).toEqual(ports.map((number) => port(number)));
  });

  it.each([
    ["we renamed 8080 the other week", "8080"],
    ["SELECT id FROM t LIMIT 443; takes long", "443"],
    ["the batch of 5432 went through", "5432"],
    ["is 2026 going to be better?", "2026"],
    ["relaying denied, then 421 try again later", "421"],
  ])("is asked back otherwise: %j", (text, suggestion) => {
    expect(readMessage(text)).toMatchObject({ kind: "invalid", reason: "perhaps-a-port", suggestion });
  });

  it("has a button for each number", async () => {
    const { card, actions, isPrivate } = await ask({
      text: "we renamed 8080 then 9090 on the old box",
      manner: "mention",
      locale: "en",
      asker: null,
    });
    expect(card.title).toBe("Do you mean port 8080 or 9090?");
    expect(actions.filter(({ type }) => type === "ask")).toMatchObject([{ query: "8080" }, { query: "9090" }]);
    expect(isPrivate).toBe(true);
  });
});

describe("a number in another notation", () => {
  it.each([
    ["0x363", "867", "I read 0x363 as 867."],
    ["8,080", "8080", "I read 8,080 as 8080."],
    ["867/quic", "867", "I read 867/quic as 867."],
  ])("%j is answered as %s, with a word about it", async (text, query, note) => {
    for (const manner of ["mention", "command"] as const) {
      const { answer, card } = await ask({ text, manner, locale: "en", asker: null });
      expect(answer).toMatchObject({ kind: "port", port: Number(query) });
      expect(card.body.at(-1)).toEqual({ type: "text", content: [note] });
    }
  });
});

describe("a refusal", () => {
  const named = (text: string) =>
    readMessage(text, { portByName, names: knowledge.services, isPortSet: knowledge.software.portSets.has });

  it("offers the software that is named in passing", () => {
    expect(named("is redis up?")).toMatchObject({ kind: "invalid", suggestion: "redis" });
    expect(named("the jenkins build broke grafana")).toMatchObject({ kind: "invalid", suggestion: "jenkins, grafana" });
    expect(named("what is the status of the redis migration")).toMatchObject({ kind: "invalid", suggestion: "redis" });
    expect(named("deploy is red")).toMatchObject({ kind: "invalid", suggestion: "help" });
  });

  it("gives way to a port beside an impossible number", () => {
    expect(readCommand("22 70000")).toEqual(port(22));
    expect(readMessage("the log says 1000000103, is 443 in it?")).toEqual(port(443));
  });
});

describe("small talk", () => {
  it.each([
    ["thanks!", "thanks"],
    ["thank you so much", "thanks"],
    ["good bot", "thanks"],
    ["love you portcall ❤️", "thanks"],
    ["👍", "thanks"],
    [":tada:", "thanks"],
    ["great stuff, cheers", "thanks"],
    ["nvm, works now", "thanks"],
    ["are you there?", "help"],
    ["what are your commands", "help"],
    ["hello", "help"],
    ["good morning", "help"],
    ["what can you do?", "help"],
    ["help pls", "help"],
    ["?", "help"],
  ])("%j gets %s", (text, kind) => {
    expect(readMessage(text)).toEqual({ kind });
  });

  it.each(["-h", "--help", "?", "help me", "what can you do?"])("the command %j gets help", (text) => {
    expect(readCommand(text)).toEqual({ kind: "help" });
  });

  it("is only answered to whoever said it", async () => {
    const { card, isPrivate } = await ask({ text: "thanks!", manner: "mention", locale: "en", asker: null });
    expect(card.title).toBe("You’re welcome!");
    expect(isPrivate).toBe(true);
  });

  it("doesn't hide a question", () => {
    expect(readMessage("thanks, and what about 443?")).toEqual(port(443));
    expect(
      readCommand("hello", { portByName, names: knowledge.services, isPortSet: knowledge.software.portSets.has }),
    ).toEqual(service("hello"));
  });
});

describe("a sentence typed as a command", () => {
  it.each([
    ["what is on 867", port(867)],
    ["is 8080 taken", port(8080)],
    ["localhost:5432", port(5432)],
    ["which port does postgres use", service("postgres")],
    ["minecraft bedrock", service("minecraft bedrock")],
    ["free port please", free()],
    ["unused", free()],
    ["free near 8080", free({ span: { first: 7980, last: 8180 } })],
    ["free 3 udp close to 9000", free({ count: 3, transport: "udp", span: { first: 8900, last: 9100 } })],
    ["can you suggest a free port near 65500?", free({ span: { first: 65_400, last: 65_535 } })],
    ["free between 8000 and 9000", free({ span: { first: 8000, last: 9000 } })],
  ])("%j", (text, query) => {
    expect(readCommand(text)).toEqual(query);
  });
});

describe("a list in a sentence typed as a command", () => {
  it("keeps every number", () => {
    const text = "ports 88, 389, 464, 636 towards the DCs, why all of them";
    expect(readCommand(text)).toEqual({ kind: "list", items: [port(88), port(389), port(464), port(636)] });
  });
});

describe("somebody else's message", () => {
  it.each(["64 threads, 8 cores, load 22.53", "support case 02211433, severity 2"])("%j names no port", (text) => {
    expect(readQuestion({ text, manner: "foreign" }).query).toMatchObject({
      kind: "explain",
      paste: { listeners: [] },
    });
  });
});

describe("a paste of a shell command", () => {
  it("is not guessed at", () => {
    expect(readCommand("867; rm -rf /")).toMatchObject({ kind: "invalid", suggestion: "867" });
  });
});

describe("a few lines of a configuration", () => {
  it.each([
    ['ports:\n  - "8086:8086"', ["8086"]],
    ['db:\n  image: postgres:16\n  ports:\n    - "127.0.0.1:5433:5432"', ["5433", "5432"]],
  ])("ask for the ports in them, not for an explanation: %j", (text, ports) => {
    const isPortSet = knowledge.software.portSets.has;
    const query = readMessage(text, { portByName, names: knowledge.services, isPortSet, parseStructured });
    const items = query.kind === "list" ? query.items : [query];
    expect(items.map((item) => (item.kind === "port" ? `${item.port}` : item.kind))).toEqual(ports);
  });
});
