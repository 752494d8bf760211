import { describe, expect, it } from "vitest";
import { readListeners } from "#core/explain/read-listeners.ts";
import { readBriefly } from "../../support/pastes/read-briefly.ts";

const ROW = "tcp   LISTEN 0      128    0.0.0.0:22    0.0.0.0:*";
const OTHER = "tcp   LISTEN 0      128    127.0.0.1:25    0.0.0.0:*";
const hosts = (...rows: readonly string[]) =>
  readListeners(rows.join("\n")).listeners.map(({ port, host }) => `${port} ${host}`);

describe("what stands before each line", () => {
  it("names the host of each row, and rows of several hosts are kept apart", () => {
    expect(hosts(`web1: ${ROW}`, `web2: ${ROW}`, `web2: ${OTHER}`)).toEqual(["22 web1", "22 web2", "25 web2"]);
    const { listeners } = readListeners([`web1: ${ROW}`, `web2: ${ROW}`].join("\n"));
    expect(listeners.map(({ listing }) => listing)).toEqual([1, 2]);
  });

  it("is removed from rows between sentences", () => {
    const text = ["We looked at it again:", `  - ${ROW}`, `  - ${OTHER}`, "", "Is that all?"].join("\n");
    const { listeners, notUnderstoodCount } = readListeners(text);
    expect([listeners.length, notUnderstoodCount]).toEqual([2, 2]);
  });

  it("is kept where it is a prompt", () => {
    expect(hosts("# ss -tln", ROW, "# ss -tln", OTHER)).toEqual(["22 null", "25 null"]);
    const { listeners } = readListeners(["# ss -tln", ROW, "# ss -tln", OTHER].join("\n"));
    expect(listeners.map(({ listing }) => listing)).toEqual([1, 2]);
  });

  it.each([
    ["tags", `<pre>\n${ROW.replace("0.0.0.0:22", '<font color="red">0.0.0.0:22</font>')}\n</pre>`],
    ["escaped asterisks", ROW.replace("0.0.0.0:*", "\\*:\\*")],
    ["a remark behind an arrow", `${ROW}   ← why is this open?`],
  ])("doesn't matter as markup: %s", (_, text) => {
    const { listeners, notUnderstoodCount } = readListeners(text);
    expect([listeners.map(({ port }) => port), notUnderstoodCount]).toEqual([[22], 0]);
  });

  it("was an asterisk before Markdown made an underscore of it", () => {
    expect(hosts("tcp4 0 0 _.6379 _._ LISTEN")).toEqual(["6379 null"]);
  });
});

describe("marks inside a row", () => {
  it.each([
    ["HTML's links", 'tcp LISTEN 0 128 0.0.0.0:<a data-footnote-ref href="#fn-6">22</a> 0.0.0.0:*'],
    ["HTML's marks and lists", "<li>tcp LISTEN 0 128 <mark>0.0.0.0:22</mark> 0.0.0.0:*</li>"],
    ["Markdown's links", "tcp LISTEN 0 128 [0.0.0.0:22](http://0.0.0.0:22) 0.0.0.0:*"],
    ["Slack's links", "tcp LISTEN 0 128 <http://0.0.0.0:22|0.0.0.0:22> 0.0.0.0:*"],
    ["links alone", "tcp LISTEN 0 128 <http://0.0.0.0:22> 0.0.0.0:*"],
    ["numbers of HTML's characters", "tcp&#32;LISTEN&#160;0 128 0.0.0.0&#x3a;22 0.0.0.0:*"],
    ["bold letters", "tcp LISTEN 0 128 0.0.0.0:**22** 0.0.0.0:*"],
    ["a bold word", "tcp **LISTEN** 0 128 0.0.0.0:22 0.0.0.0:*"],
    ["a marked row", "==tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*=="],
    ["a row that was struck out", "~~tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*~~"],
  ])("are removed: %s", (_, text) => {
    expect(readBriefly(text)).toEqual(["22/tcp 0.0.0.0"]);
  });
});

describe("marks before values", () => {
  const LINES = ["services:", "  web:", "    image: web:1", "    ports:", '      - "81:80"'];
  it.each([
    ["line numbers", LINES.map((line, at) => `${at + 1}  ${line}`)],
    ["times of a log", LINES.map((line) => `2026-05-01T10:00:00.1234567Z ${line}`)],
  ])("are removed: %s", (_, lines) => {
    expect(readBriefly(lines.join("\n"))).toEqual(["81/tcp * web"]);
  });
});
