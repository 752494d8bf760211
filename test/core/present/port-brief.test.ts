import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import { answerTo, cardOf } from "../../support/cards/corpus.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const brief = (text: string) => renderPlainText(cardOf(text));

describe("the first line", () => {
  it.each([
    ["867", "Port 867 · unassigned"],
    ["6379", "Port 6379 · Redis"],
    ["6379/udp", "Port 6379/udp · reserved"],
    ["9200", "Port 9200 · Elasticsearch"],
    ["51820", "Port 51820 · WireGuard (dynamic range)"],
    ["5000", "Port 5000 · usually a web application"],
    ["4444", "Port 4444 · default of several programs"],
    ["8443", "Port 8443 · usually a web application"],
    ["443", "Port 443 · HTTPS"],
    ["9100", "Port 9100 · Network printer or Node Exporter"],
    ["postgres", "PostgreSQL · port 5432"],
  ])("of %s is what runs there in practice, then what it is for IANA: %s", (text, title) => {
    expect(cardOf(text).title).toBe(title);
  });
});

describe("the second line", () => {
  it.each([
    ["867", "Nothing is assigned here and I know of no software that uses it."],
    ["41", "IANA’s registry says no more than the name, and I know of no software with this default."],
    ["1008", "IANA lists a use here without a service name"],
    ["585", "IANA withdrew its assignment"],
    ["60463", "Outgoing connections use this number"],
    ["0", "Not a real port"],
    ["22", "Encrypted logins, commands and file copies (SFTP, scp) on a remote host. It may face the internet: "],
    ["8080", "Default of Jenkins, Apache Tomcat, Spring Boot and "],
    ["31000", "In a range that FreeSWITCH RTP (16384–32768), Nomad dynamic ports"],
    ["5000", " off the internet: see /port 5000 more."],
    ["20034", "Attacked in the past: NetBus Pro."],
    ["posgres", "Closest match for “posgres”"],
  ])("of %s is the one thing that matters: %s", (text, said) => {
    expect(brief(text).split("\n\n")[1]).toContain(said);
  });

  it("warns with its reason and its source", () => {
    const [lead] = cardOf("6379").body;
    if (lead?.type !== "text") throw new Error("no text comes first");
    expect(lead.content[0]).toMatch(/^⚠ Keep it off the internet: /);
    expect(lead.content[1]).toMatchObject({ text: "redis.io", url: expect.stringContaining("https://redis.io/") });
  });

  it.each([6379, 5432, 27017, 2375, 10_250, 11_211, 9200, 3306])(
    "warns on the full card of %i too, with the same reason, what to do, and the same source",
    (port) => {
      const [, reason = "no reason", source = "no source"] =
        /^⚠ Keep it [a-z ]+: (.+?)\. Source: \S+ \((\S+)\)/m.exec(brief(`${port}`)) ?? [];
      const [, told = ""] = brief(`${port} more`).split("What runs there");
      expect(told.toLowerCase()).toContain(reason.toLowerCase());
      expect(told).toContain(source);
      expect(told).toMatch(/(?:Bind|Let|Turn|Publish|Reach|Put|Keep) /);
    },
  );

  it("does not call what the team has claimed unknown", async () => {
    const ask = createAsk(knowledge, teamServicesIn());
    const question = { manner: "command", locale: "en", asker: asker("ann") } as const;
    await ask({ text: "claim 8867 billing-api", ...question });
    const claimed = renderPlainText((await ask({ text: "8867", ...question })).card);
    expect(claimed).toMatch(/^Port 8867 · billing-api \(your team\) · unassigned\n\nYour team /);
  });
});

describe("“Use it?”", () => {
  it.each([
    ["443", "Yes, for HTTPS. On Linux it needs root or CAP_NET_BIND_SERVICE."],
    ["867", "Not for your own service"],
    ["9229", "Only where nobody else can reach it"],
    ["8867", "Yes, on your own network: nobody owns it."],
    ["8010", "No. IANA keeps it reserved. IANA has reports of use without an assignment."],
    ["49151", "Linux may hand it out to outgoing connections."],
    ["60463", "No: an outgoing connection may hold it when your service starts."],
    ["51820", "For WireGuard only: an outgoing connection may hold it"],
  ])("is answered for %s: %s", (text, said) => {
    expect(/^Use it\? +(.+)$/m.exec(brief(text))?.[1]).toContain(said);
  });
});

it("doesn't name a program beside itself", () => {
  expect(brief("2083")).toContain("Also the default of cPanel.");
  expect(brief("cpanel")).not.toContain("default of cPanel");
});

describe("more about a name", () => {
  it("is all its numbers, and all that is known of it on the one it means", () => {
    const named = brief("postgres more");
    const ofPort = renderPlainText(cardOf("5432 more"));
    expect(named).toMatch(/^PostgreSQL · port 5432 tcp\n/);
    expect(named).toContain("6432 PgBouncer");
    const others = /\n• CrateDB PostgreSQL protocol \(tcp\): .*/.exec(ofPort)?.[0] ?? "";
    for (const part of ofPort.replace(others, "").split("\n\n").slice(2)) expect(named).toContain(part);
    expect(named).toContain("To see the other program there, type /port 5432 more.");
  });
});

describe("the command", () => {
  it.each([
    ["867", "sudo ss -tulpn 'sport = :867'"],
    ["6379", "sudo ss -tlpn 'sport = :6379'"],
    ["51820", "sudo ss -ulpn 'sport = :51820'"],
    ["36412", "sudo ss -Slpn 'sport = :36412'"],
    ["867/dccp", "sudo ss -dlpn 'sport = :867'"],
  ])("of %s shows what is likely to listen there: %s", (text, command) => {
    expect(answerTo(text)).toMatchObject({ check: { command: { command } } });
    expect(brief(text)).toContain(command);
  });

  it("is none on port 0, on which nothing can listen", () => {
    expect(answerTo("0")).toMatchObject({ check: null });
    expect(brief("0")).not.toContain("Check");
  });

  it("is offered for the systems whose usual tool shows the transport", () => {
    expect(answerTo("867/sctp")).toMatchObject({ check: { systems: ["linux", "container", "kubernetes"] } });
    expect(answerTo("867/dccp")).toMatchObject({ check: { systems: ["linux"] } });
  });
});
