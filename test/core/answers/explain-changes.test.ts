import { describe, expect, it } from "vitest";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import { answerExplain } from "#core/answers/explain.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import { explainQuery } from "#core/query/parse-explain.ts";
import { answerTo, cardOf } from "../../support/cards/corpus.ts";
import { AFTER, BEFORE, ssListing, ssRow } from "../../support/pastes/changes.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

function changesIn(text: string) {
  const answer = answerTo(text);
  if (answer.kind !== "explain") throw new Error(`It was answered by ${answer.kind}.`);
  return answer.changes;
}
const shown = (text: string) => renderPlainText(cardOf(text));
const ports = (listeners: readonly { readonly port: number }[] = []) => listeners.map(({ port }) => port).sort();

describe("what changed between two listings", () => {
  const changes = changesIn(`explain what changed\n${BEFORE}\n${AFTER}`);

  it("is what is new, gone and moved", () => {
    expect(ports(changes?.added)).toEqual([31337, 5432, 9100]);
    expect(ports(changes?.gone)).toEqual([8125]);
    const moved = changes?.moved.map(({ kind, before, after }) => `${kind} ${before.port} ${after.port}`);
    expect(moved?.sort()).toEqual(["address 6379 6379", "port 3000 3001", "program 80 80"]);
    expect(ports(changes?.unchanged)).toEqual([22, 2375]);
  });

  it("begins with what is new, open and needs attention", () => {
    const card = shown(`explain what changed\n${BEFORE}\n${AFTER}`);
    expect(card).toMatch(
      /^Changed: 3 new, 1 gone, 3 moved · 2 need attention\n\n• ⚠ 31337 nc .*\n• ⚠ 1 more: 6379 redis/,
    );
    expect(card).toContain("6379 redis-server: 127.0.0.1 → 0.0.0.0");
    expect(card).toMatch(/Still needs attention +2375 dockerd/);
  });

  it("is nothing where only process ids and ephemeral sockets differ", () => {
    const later = BEFORE.replaceAll("pid=8", "pid=9").replace(":41234", ":40999");
    const card = shown(`explain what changed\n${BEFORE}\n${later}`);
    expect(card).toMatch(/^Nothing changed\n/);
    expect(card).toContain("Compared 6 listeners with 6.");
  });

  it("is never said of ports alone as if the programs were the same", () => {
    const hidden = BEFORE.replace(/ +users:.*/g, "");
    expect(shown(`explain what changed\n${BEFORE}\n${hidden}`)).toContain("the program isn’t shown in both");
  });

  it("says which transports only one listing shows", () => {
    const head = "Proto Recv-Q Send-Q Local Address Foreign Address State PID/Program name";
    const tcp = `${head}\ntcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 1/sshd`;
    const both = `${tcp}\nudp 0 0 0.0.0.0:161 0.0.0.0:* 2/snmpd`;
    const card = shown(`explain what changed\n${tcp}\n${both}`);
    expect(card).toMatch(/^Nothing changed\n/);
    expect(card).toContain("1 listener not compared (udp)");
  });

  it("is said of the first and the last of several listings", () => {
    const run = (rows: string) => `root@web1:~# ss -tulpn\n${rows}`;
    const card = shown(`explain\n${[BEFORE, ssListing(ssRow("0.0.0.0:22", "sshd", 1)), BEFORE].map(run).join("\n")}`);
    expect(card).toMatch(/^Nothing changed\n/);
    expect(card).toContain("on web1, the first and the last of 3 listings.");
  });

  it("is asked in many ways", () => {
    const both = `${BEFORE}\n\n${AFTER}`;
    for (const request of [
      "diff",
      "compare",
      "what changed?",
      "what’s new since yesterday?",
      "explain the difference",
    ]) {
      expect(shown(`${request}\n${both}`), request).toMatch(/^Changed: 3 new/);
    }
    expect(shown(`${both}\ncan you explain what changed?`)).toMatch(/^Changed: 3 new/);
  });
});

describe("two listings that nobody asks to compare", () => {
  const card = shown(`explain\n${BEFORE}\n${AFTER}`);

  it("are explained as two", () => {
    expect(card).toContain("listing 1: 22 sshd");
    expect(card).toContain("listing 2: 22 sshd");
  });

  it("say how to compare them", () => {
    expect(card).toContain("write “before:” and “after:” above the listings.");
  });
});

describe("a question about changes with one listing", () => {
  it("is explained, with what is missing", () => {
    expect(shown(`diff\n${BEFORE}`)).toContain("paste two listings");
    expect(shown("explain what changed")).toContain("paste two listings");
  });

  it("is no listing without one", () => {
    expect(answerTo("diff").kind).not.toBe("explain");
    expect(answerTo("compare 80 and 443").kind).toBe("compare");
  });
});

it("is found in linear time among thousands of listeners", () => {
  const rows = (count: number) =>
    ssListing(...Array.from({ length: count }, (_, at) => ssRow(`10.0.${at % 250}.1:80`, `p${at}`, at)));
  const text = `before:\n${rows(4900)}\nafter:\n${rows(5000)}`;
  const { changes } = answerExplain(explainQuery(text, portByName), knowledge, NO_CONTEXT);
  expect((changes?.unchanged.length ?? 0) + (changes?.moved.length ?? 0)).toBe(4900);
});
