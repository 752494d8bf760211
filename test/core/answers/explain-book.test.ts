import { describe, expect, it } from "vitest";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import { answerExplain } from "#core/answers/explain.ts";
import type { Book } from "#core/book/book.ts";
import type { Claim } from "#core/book/claim.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { presentExplain } from "#core/present/explain.ts";
import { presentExplainInFull } from "#core/present/explain-full.ts";
import { explainQuery } from "#core/query/parse-explain.ts";
import type { Transport } from "#core/registry/port.ts";
import { ssListing, ssRow } from "../../support/pastes/changes.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

function claim(first: number, name: string, transport: Transport | null = "tcp", more: Partial<Claim> = {}): Claim {
  const span = { first, last: first };
  return { id: `${first}`, span, transport, name, description: "", owner: "", by: null, at: 0, ...more };
}
const bookOf = (...claims: readonly Claim[]): Book => ({ version: "1", claims });
const answer = (text: string, book: Book) =>
  answerExplain(explainQuery(text, portByName, knowledge.parseStructured, "book"), knowledge, { ...NO_CONTEXT, book });
const messages = messagesFor("en");
const card = (text: string, book: Book) => renderPlainText(presentExplain(answer(text, book), messages));

const BOOK = bookOf(
  claim(22, "ssh"),
  claim(3000, "grafana"),
  claim(5432, "shop-db"),
  claim(6379, "redis", "tcp", { owner: "ops" }),
  claim(8080, "shop", "tcp", { owner: "team-shop", description: "the shop" }),
);
const LISTING = ssListing(
  ssRow("0.0.0.0:22", "sshd", 8),
  ssRow("127.0.0.1:3000", "prometheus", 8),
  ssRow("127.0.0.1:5432", "postgres", 8),
  ssRow("127.0.0.1:6380", "redis-server", 8),
  ssRow("0.0.0.0:2375", "dockerd", 8),
  ssRow("0.0.0.0:9999", "billing", 8),
  ssRow("127.0.0.1:9000", "php-fpm", 8),
);

describe("a listing against the port book", () => {
  const { book } = answer(LISTING, BOOK);

  it("differs by what is not claimed, not listening and moved", () => {
    expect(book?.unclaimed.map(({ port }) => port).sort((a, b) => a - b)).toEqual([2375, 9000, 9999]);
    expect(book?.absent).toEqual([
      {
        span: { first: 8080, last: 8080 },
        transport: "tcp",
        name: "shop",
        description: "the shop",
        owner: "team-shop",
      },
    ]);
    expect(book?.moved).toMatchObject([{ claim: { name: "redis" }, listener: { port: 6380 } }]);
    expect(book?.otherProgram).toMatchObject([{ claim: { name: "grafana" }, listener: { port: 3000 } }]);
    expect(book?.claimed.map(({ port }) => port).sort((a, b) => a - b)).toEqual([22, 5432]);
  });

  it("begins with what nobody claimed and needs attention", () => {
    const said = card(LISTING, BOOK);
    expect(said).toMatch(
      /^Port book: 3 not claimed, 1 not listening, 1 moved, 1 other program · 1 needs attention\n\n• ⚠ 2375 dockerd/,
    );
    expect(said).toMatch(/Not claimed, from anywhere +9999 billing/);
    expect(said).toMatch(/Moved +6379 → 6380 redis\nOther program +3000 prometheus, claimed for grafana/);
    expect(said).toMatch(/Claimed, not listening +8080\/tcp shop/);
    expect(said).toContain("Claims name no host: some may listen elsewhere.");
  });

  it("in full, names owners and what is as claimed", () => {
    const said = renderPlainText(presentExplainInFull(answer(LISTING, BOOK), messages));
    expect(said).toContain("• 8080/tcp shop (@team-shop) · the shop");
    expect(said).toContain("As claimed");
    expect(said).toContain("3000 prometheus, claimed for grafana");
  });

  it("has none where all is as claimed, on any host of the team", () => {
    const hosts = [
      "ann@web1:~$ ss -tln",
      ssRow("0.0.0.0:22", "sshd", 8),
      "ann@web2:~$ ss -tln",
      ssRow("0.0.0.0:443", "nginx", 8),
    ];
    const said = card(hosts.join("\n"), bookOf(claim(22, "ssh"), claim(443, "web", null)));
    expect(said).toMatch(/^Port book: no differences\n/);
    expect(said).toContain("Compared 2 listeners with 2 claims.");
    expect(said).not.toContain("Claims name no host");
  });

  it("says nothing of transports that the listing doesn’t show", () => {
    const { book: found } = answer(
      ssListing(ssRow("0.0.0.0:22", "sshd", 8)),
      bookOf(claim(22, "ssh"), claim(53, "dns", "udp")),
    );
    expect(found).toMatchObject({ absent: [], compared: 1, notCompared: 1 });
  });

  it("is explained as always, where the book is empty", () => {
    const said = card(LISTING, bookOf());
    expect(said).toMatch(/^Reachable from anywhere: 3 of 7/);
    expect(said).toContain("There are no claims to compare it with here.");
  });

  it("isn’t compared where it can’t be read", () => {
    expect(card("nothing listens here, 42", BOOK)).toMatch(/^No listeners found/);
  });

  it("has another program only where that is sure", () => {
    const found = (name: string, port: number, program: string) =>
      answer(ssListing(ssRow(`0.0.0.0:${port}`, program, 8)), bookOf(claim(port, name))).book?.otherProgram.length;
    expect(found("grafana", 3000, "prometheus")).toBe(1);
    expect(found("ssh", 22, "sshd")).toBe(0);
    expect(found("redis", 6379, "valkey-server")).toBe(0);
    expect(found("redis", 6379, "docker-proxy")).toBe(0);
    expect(found("shop-cache", 6379, "redis-server")).toBe(0);
    expect(found("redis", 6379, "shop")).toBe(0);
  });

  it("is as claimed where one of several claims on a number is right", () => {
    const span = { ...claim(2990, "grafana"), span: { first: 2990, last: 3010 } };
    const { book: found } = answer(
      ssListing(ssRow("0.0.0.0:3000", "prometheus", 8)),
      bookOf(span, claim(3000, "prometheus")),
    );
    expect(found).toMatchObject({ otherProgram: [], claimed: [{ port: 3000 }], absent: [] });
  });

  it.each([
    ["ss -tln | grep 3000", ""],
    ["ss -tln src 127.0.0.1", ""],
    ["ss -tln", "\n..."],
  ])("misses nothing in what is only a part: %s%s", (command, end) => {
    const listing = `$ ${command}\n${ssRow("127.0.0.1:3000", "grafana", 8)}${end}`;
    const { book: found } = answer(listing, BOOK);
    expect(found).toMatchObject({ absent: [], compared: 1, notCompared: 4 });
    expect(card(listing, BOOK)).toContain("4 claims not compared: the listing doesn’t show all sockets.");
  });

  it("is asked for, where there is none", () => {
    expect(card("", BOOK)).toContain("I’ll say how it differs from your port book.");
  });

  it("stays within the budget, however long the book", () => {
    const many = Array.from({ length: 5000 }, (_, at) => claim(10_000 + at, `service-with-a-long-name-${at}`));
    expect(card(LISTING, bookOf(...BOOK.claims, ...many)).length).toBeLessThan(1300);
  });
});
