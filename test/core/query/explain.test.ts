import { describe, expect, it } from "vitest";
import { formatQuery } from "#core/query/format-query.ts";
import { explainQuery } from "#core/query/parse-explain.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import { readCommand, readMessage } from "#core/query/read-message.ts";
import { NO_PORT_NAMES } from "#core/registry/port-by-name.ts";

const ROW = 'tcp   LISTEN 0      128    0.0.0.0:22    0.0.0.0:*    users:(("sshd",pid=1,fd=3))';
const OTHER = "tcp   LISTEN 0      128    [::]:80    [::]:*";
const explained = (text: string) => explainQuery(text, NO_PORT_NAMES);

describe("a command to explain", () => {
  it.each([
    ["explain", ""],
    ["EXPLAIN", ""],
    ["explain?", ""],
    ["/port explain", ""],
    [`explain\n${ROW}`, ROW],
    [`explain ${ROW}`, ROW],
    [`explain:\n\n${ROW}\n${OTHER}\n`, `${ROW}\n${OTHER}`],
    ["explain\nWhat Is This?", "What Is This?"],
    [`explain\n${"x".repeat(5000)}`, "x".repeat(5000)],
  ])("%j keeps the paste unchanged", (text, paste) => {
    expect(parseQuery(text)).toEqual(explained(paste));
    expect(parseQuery(formatQuery(explained(paste)))).toEqual(explained(paste));
  });

  it("is not needed for an obvious listing", () => {
    expect(readCommand(`${ROW}\n${OTHER}`)).toEqual(explained(`${ROW}\n${OTHER}`));
  });

  it.each([
    ["explain 867", { kind: "port", port: 867, transport: null }],
    ["explain port 22", { kind: "port", port: 22, transport: null }],
    ["explain 161/162", { kind: "list" }],
    ["explain docker 2375/tcp", { kind: "port", port: 2375, transport: "tcp" }],
  ])("%j asks for what it names", (text, query) => {
    expect(readCommand(text)).toMatchObject(query);
    expect(readMessage(text)).toMatchObject(query);
  });

  it.each([
    ["explain this:", `explain this:\n${ROW}`],
    ["a request below", `${ROW}\ncan you explain?`],
  ])("may be a request in words: %s", (_, text) => {
    expect(readCommand(text)).toEqual(explained(ROW));
  });

  it("asks for a service by its name", () => {
    expect(readMessage("explain ssh")).toEqual({ kind: "service", name: "ssh" });
    expect(readMessage("explain rsync please").kind).not.toBe("explain");
  });
});

describe("a question about what changed", () => {
  const changes = (text: string) => explainQuery(text, NO_PORT_NAMES, undefined, "listings");

  it.each([
    "explain what changed",
    "Explain the difference between these two:",
    "can you explain what's new since yesterday?",
  ])("%j is asked of the text below or above it, and has one canonical text", (request) => {
    expect(parseQuery(`${request}\n${ROW}`)).toEqual(changes(ROW));
    expect(parseQuery(`${ROW}\n${request}`)).toEqual(changes(ROW));
    expect(parseQuery(formatQuery(changes(ROW)))).toEqual(changes(ROW));
    expect(parseQuery(request)).toEqual(changes(""));
  });

  it.each(["diff", "compare", "what changed?", "compare these two", "differences"])(
    "%j is one above a listing only",
    (request) => {
      expect(readMessage(`${request}\n${ROW}`)).toEqual(changes(ROW));
      expect(readMessage(`${request}\nssh`).kind).not.toBe("explain");
      expect(readCommand(request).kind).not.toBe("explain");
    },
  );
});

describe("a question about the port book", () => {
  const against = (text: string) => explainQuery(text, NO_PORT_NAMES, undefined, "book");

  it.each([
    "explain what changed against the port book",
    "explain against the port book",
    "explain this against our book",
    "compare with the book",
    "compare this to our port book",
    "diff book",
    "diff against the port book, please".replace(",", ""),
    "what is not in our port book?",
    "what's not in the book",
    "what is listening but not in our port book?",
    "which ports aren’t in our port book?",
    "what is missing from the port book?",
    "what changed since our book",
    "what differs from the port book?",
  ])("%j is asked of the text below or above it, and has one canonical text", (request) => {
    expect(parseQuery(`${request}\n${ROW}`)).toEqual(against(ROW));
    expect(readMessage(`${ROW}\n${request}`)).toEqual(against(ROW));
    expect(parseQuery(formatQuery(against(ROW)))).toEqual(against(ROW));
    expect(parseQuery(request)).toEqual(against(""));
  });

  it.each([
    "book",
    "book history",
    "book diff",
    "what is in our port book?",
    "explain book",
    "compare ssh and telnet",
    "address book",
  ])("%j is another one", (request) => {
    expect(parseQuery(request)).not.toEqual(against(""));
  });
});

describe("a message to explain", () => {
  it.each([
    [`explain\n${ROW}`],
    [`${ROW}\nexplain`],
    [`${ROW}\n\nexplain please`],
    [`can you explain this?\n${ROW}`],
    [`please explain these ports:\n${ROW}`],
    [`\n${ROW}\ncould someone explain this output?\n`],
  ])("%j has its paste above or below the request", (text) => {
    expect(readMessage(text)).toEqual(explained(ROW));
  });

  it("may have the beginning of its paste beside the request", () => {
    expect(readMessage(`explain ${ROW}\n${OTHER}`)).toEqual(explained(`${ROW}\n${OTHER}`));
  });

  it("may be nothing but a listing", () => {
    expect(readMessage(ROW)).toEqual(explained(ROW));
    expect(readMessage(`is this normal?\n${ROW}\n${OTHER}`)).toMatchObject({ kind: "explain" });
  });

  it.each([
    "what is on 867?",
    "saw 10.0.0.5:6379 -> 10.0.0.9:443 in the logs",
    "nginx: bind() to 0.0.0.0:80 failed (98: Address already in use)",
    "we run docker with -p 8080:80 and -p 8443:443",
    "22/tcp open ssh, is that ok?",
    "web is 0.0.0.0:8080->80/tcp now",
    "port 22\nport 80\nport 443",
  ])("%j is a sentence with ports in it", (text) => {
    expect(readMessage(text).kind).not.toBe("explain");
  });
});
