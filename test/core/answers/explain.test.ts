import { describe, expect, it } from "vitest";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import type { ExplainAnswer } from "#core/answers/explain.ts";
import { answerExplain } from "#core/answers/explain.ts";
import { EMPTY_BOOK } from "#core/book/book.ts";
import type { Claim } from "#core/book/claim.ts";
import { renderPlainText, renderSpokenText } from "#core/card/plain-text.ts";
import { explainQuery } from "#core/query/parse-explain.ts";
import { ask, cardOf } from "../../support/cards/corpus.ts";
import { PASTES } from "../../support/pastes/fixtures.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

const explain = (text: string) => answerExplain(explainQuery(text, portByName), knowledge, NO_CONTEXT);

/** A row of `ss -tulpn`. */
function socket(local: string, process: string | null, transport = "tcp"): string {
  const state = transport === "udp" ? "UNCONN" : "LISTEN";
  const users = process === null ? "" : ` users:(("${process}",pid=812,fd=3))`;
  return `${transport} ${state} 0 128 ${local} 0.0.0.0:*${users}`;
}

/** `6379: every-address`, for each flag of each listener. */
function flags({ listeners }: ExplainAnswer): readonly string[] {
  return listeners.flatMap(({ port, flags: found }) => found.map(({ kind }) => `${port}: ${kind}`));
}

describe("a listener is flagged", () => {
  it.each([
    ["a database on every address", [socket("0.0.0.0:5432", "postgres")], ["5432: every-address"]],
    ["also on a number of its own choice", [socket("0.0.0.0:6380", "redis-server")], ["6380: every-address"]],
    [
      "also where other rows of the product say nothing of exposure",
      [socket("0.0.0.0:3307", "mysqld"), socket("0.0.0.0:27117", "mongod")],
      ["3307: every-address", "27117: every-address"],
    ],
    ["also when the process is not shown", [socket("*:2379", null)], ["2379: every-address"]],
    ["Docker’s API without TLS", [socket("[::]:2375", "dockerd")], ["2375: every-address"]],
    ["the kubelet", [socket("*:10250", "kubelet")], ["10250: every-address"]],
    ["what java runs on Elasticsearch’s number", [socket("*:9200", "java")], ["9200: every-address"]],
    ["a process that belongs to another service", [socket("127.0.0.1:6379", "postgres")], ["6379: process-differs"]],
    ["ssh on a web port", [socket("0.0.0.0:443", "sshd")], ["443: process-differs"]],
    ["a web server on a database’s number", [socket("127.0.0.1:5432", "nginx")], ["5432: process-differs"]],
    [
      "two processes on one port",
      [socket("0.0.0.0:8080", "java"), socket("127.0.0.1:8080", "node")],
      ["8080: two-processes", "8080: every-address", "8080: two-processes"],
    ],
    ["a system port nobody assigned", [socket("0.0.0.0:867", "agent")], ["867: unassigned-system-port"]],
    ["a number from the ephemeral range", [socket("0.0.0.0:40000", "agent")], ["40000: ephemeral"]],
    ["a number with a security history", [socket("0.0.0.0:20034", "java")], ["20034: history"]],
    ["Docker’s API over TLS, for a firewall", [socket("*:2376", "dockerd")], ["2376: every-address"]],
  ])("%s", (_, rows, expected) => {
    expect(flags(explain(rows.join("\n")))).toEqual(expected);
  });
});

describe("a listener is not flagged", () => {
  it.each([
    ["ssh where it belongs", [socket("0.0.0.0:22", "sshd"), socket("[::]:22", "sshd")]],
    ["ssh elsewhere", [socket("0.0.0.0:2222", "sshd")]],
    ["X11 that ssh forwards", [socket("127.0.0.1:6010", "sshd")]],
    [
      "what runs anything",
      [socket("0.0.0.0:80", "java"), socket("127.0.0.1:5432", "docker-proxy"), socket("*:443", "node")],
    ],
    ["a proxy for something else", [socket("127.0.0.1:3306", "haproxy"), socket("127.0.0.1:6379", "envoy")]],
    ["a tunnel", [socket("127.0.0.1:5432", "ssh")]],
    ["a program it does not know", [socket("127.0.0.1:5432", "mydb"), socket("0.0.0.0:8080", "shop")]],
    ["a web application on a web port", [socket("*:8080", "grafana"), socket("*:80", "prometheus")]],
    [
      "a program that serves many protocols",
      [
        ...[53, 67, 80, 443].map((port) => socket(`127.0.0.1:${port}`, "pihole-FTL")),
        ...[546, 547].map((port) => socket(`127.0.0.1:${port}`, "dnsmasq", "udp")),
        socket("192.0.2.10:443", "turnserver"),
        socket("127.0.0.1:8080", "ceph-mgr"),
        "  TCP    127.0.0.1:389          0.0.0.0:0              LISTENING       700\n [lsass.exe]",
      ],
    ],
    ["a database on this host only", [socket("127.0.0.1:6379", "redis-server"), socket("[::1]:5432", "postgres")]],
    ["one that serves a network of its own", [socket("10.0.0.5:5432", "postgres")]],
    ["chrony’s command socket", [socket("127.0.0.1:323", "chronyd", "udp")]],
    [
      "two resolvers on addresses of their own",
      [socket("127.0.0.53%lo:53", "systemd-resolve", "udp"), socket("192.168.122.1:53", "dnsmasq", "udp")],
    ],
    [
      "programs that share multicast DNS",
      [socket("0.0.0.0:5353", "avahi-daemon", "udp"), socket("0.0.0.0:5353", "chrome", "udp")],
    ],
    ["one program with several processes", [socket("0.0.0.0:80", "nginx"), socket("192.0.2.10:80", "nginx")]],
    ["Mosquitto’s websockets", [socket("*:9001", "mosquitto")]],
    ["a tunnel among web traffic", [socket("192.0.2.10:443", "openvpn"), socket("100.64.0.1:443", "tailscaled")]],
    [
      "what Windows’ RPC takes at each start",
      [
        "  TCP    0.0.0.0:49664          0.0.0.0:0              LISTENING       820\n [lsass.exe]",
        "  TCP    0.0.0.0:49665          0.0.0.0:0              LISTENING       700",
      ],
    ],
  ])("%s", (_, rows) => {
    expect(flags(explain(rows.join("\n")))).toEqual([]);
  });
});

describe("a udp socket in the ephemeral range", () => {
  const said = (row: string) =>
    explain(row).listeners.flatMap(({ flags: found }) => found.flatMap(({ kind, check }) => [kind, check]));

  it.each([
    ["of a program that serves there by default", socket("0.0.0.0:41641", "tailscaled", "udp")],
    ["with a known use, of which no process is shown", socket("0.0.0.0:51820", null, "udp")],
    ["of a program that serves", socket("0.0.0.0:60001", "mosh-server", "udp")],
    ["on a number that a program’s documentation names", socket("0.0.0.0:60002", null, "udp")],
    ["of one that serves elsewhere", socket("0.0.0.0:45000", "named", "udp")],
  ])("%s is not reported as a client socket", (_, row) => {
    expect(said(row)).not.toContain("client-socket");
  });

  it("is reported as a possible client socket only", () => {
    const row = socket("0.0.0.0:45000", "agent", "udp");
    expect(said(row)).toEqual(["ephemeral", "client-socket"]);
    expect(renderPlainText(cardOf(`explain\n${row}\n${socket("0.0.0.0:22", "sshd")}`))).toContain(
      "1 ephemeral socket not listed.",
    );
  });
});

describe("a number the team has claimed", () => {
  const rows = [socket("0.0.0.0:867", "agent"), socket("0.0.0.0:40000", "agent"), socket("*:6379", "postgres")];
  const claim = (port: number): Claim => ({
    ...{ id: `${port}`, span: { first: port, last: port }, transport: null, name: "ours" },
    ...{ description: "", owner: "", by: null, at: 0 },
  });
  const seenBy = (...ports: readonly number[]) => {
    const answerContext = { ...NO_CONTEXT, book: { ...EMPTY_BOOK, claims: ports.map(claim) } };
    return flags(answerExplain(explainQuery(rows.join("\n"), portByName), knowledge, answerContext));
  };

  it("is expected, but still flagged if it is open to all", () => {
    expect(seenBy()).toEqual([
      ...["6379: every-address", "6379: process-differs", "867: unassigned-system-port", "40000: ephemeral"],
    ]);
    expect(seenBy(867, 6379, 40_000)).toEqual(["6379: every-address"]);
  });
});

describe("a card only claims what was read", () => {
  const card = (...rows: readonly string[]) => renderPlainText(cardOf(`explain\n${rows.join("\n")}`));

  it("if nothing needs attention", () => {
    const said = card(socket("0.0.0.0:22", "sshd"), socket("127.0.0.1:6379", "redis-server"));
    expect(said).toMatch(/^Reachable from anywhere: 1 of 2\n/);
    expect(said).toMatch(/Checked 2 listeners against [\d,]+ known services; none needs attention\./);
    expect(said).toContain("Firewalls aren’t considered.");
    expect(said).not.toMatch(/nothing (?:odd|stood out)|as expected|safe/i);
  });

  it("if lines were not understood", () => {
    const said = card(socket("0.0.0.0:22", "sshd"), "something else");
    expect(said).toContain("Checked the 1 listener I could read against");
    expect(said).toContain("Line 2 not understood: something else.");
  });

  it.each([
    ["ss", socket("0.0.0.0:22", null), "for processes, run it with sudo"],
    ["netstat on macOS", "tcp4 0 0 *.22 *.* LISTEN", "for processes, run it with sudo"],
    ["Windows", "TCP 0.0.0.0:80 0.0.0.0:0 LISTENING 1032", "for processes, run it as administrator"],
  ])("if %s shows no processes", (_, row, expected) => {
    expect(card(row)).toContain(expected);
  });

  it("if some processes are shown, or there are none to show", () => {
    expect(card(socket("0.0.0.0:22", "sshd"), socket("0.0.0.0:80", null))).not.toContain("for processes");
    expect(card("web 0.0.0.0:80->80/tcp")).not.toMatch(/process/i);
  });

  it("if the paste doesn’t show who can reach a listener", () => {
    const said = card("Nmap scan report for localhost (127.0.0.1)", "PORT STATE SERVICE", "22/tcp open ssh");
    expect(said).toContain("Other  22 ssh");
    expect(said).toContain("Other: the paste doesn’t show who can reach them.");
  });

  it("names what the port is for, and not what else may serve it", () => {
    expect(card(socket("0.0.0.0:443", "sshd"))).toContain(
      "This port usually belongs to HTTPS, but sshd looks like OpenSSH.",
    );
  });

  it("names the port inside a container", () => {
    const said = card('3f2a9c1d4e5b shop-search:8 "x" 2 days ago Up 2 days 0.0.0.0:32768->9200/tcp search');
    expect(said).toContain("⚠ 32768 search (0.0.0.0) — If it’s Elasticsearch (9200 inside), keep it off the internet");
    expect(said).toContain("Publish it on 127.0.0.1:32768:9200");
  });

  it("names the host if there are several", () => {
    const row = socket("0.0.0.0:80", "nginx");
    expect(card("alice@web1:~$ ss -ltnp", row, "alice@web2:~$ ss -ltnp", row)).toContain(
      "Reachable from anywhere  web1: 80 nginx · web2: 80 nginx",
    );
  });
});

describe("the brief card", () => {
  const MAX_CHARACTERS = 900;
  const MAX_LINES = 12;
  const sizeOf = (text: string) => {
    const card = cardOf(`explain\n${text}`);
    return {
      characters: renderSpokenText(card).length,
      lines: renderPlainText(card).split("\n").filter(Boolean).length,
    };
  };
  /** So many listeners of as many programs, a third of them on loopback, with a database at every tenth number. */
  const manyListeners = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      socket(
        `${at % 3 === 0 ? "127.0.0.1" : "0.0.0.0"}:${at % 10 === 1 ? 5432 + at : 7000 + at}`,
        at % 10 === 1 ? "postgres" : `service-${at}`,
      ),
    ).join("\n");

  it("stays within its budget, whatever the paste", () => {
    const texts = [...PASTES.map(({ text }) => text), ...[1, 15, 150, 1500].map(manyListeners)];
    const sizes = texts.map(sizeOf);
    expect(Math.max(...sizes.map(({ characters }) => characters))).toBeLessThanOrEqual(MAX_CHARACTERS);
    expect(Math.max(...sizes.map(({ lines }) => lines))).toBeLessThanOrEqual(MAX_LINES);
  });

  it("has one line for each group", () => {
    const rows = [socket("0.0.0.0:22", "sshd"), socket("0.0.0.0:80", "nginx"), socket("*:443", "nginx")];
    const more = [socket("10.0.0.5:2379", "etcd"), socket("127.0.0.1:6379", "redis-server")];
    const said = renderPlainText(cardOf(`explain\n${[...rows, ...more].join("\n")}`));
    expect(said).toContain(
      [
        "Reachable from anywhere  22 sshd · 80, 443 nginx",
        "This network only        2379 etcd",
        "This host only           6379 redis-server",
      ].join("\n"),
    );
  });

  it("shows what is gravest first", () => {
    const rows = [socket("0.0.0.0:5432", "postgres"), socket("0.0.0.0:31337", "nc"), socket("*:867", "agent")];
    rows.push(socket("127.0.0.1:22", "bash"));
    const said = renderPlainText(cardOf(`explain\n${rows.join("\n")}`));
    expect(said.match(/⚠ \d+/g)).toEqual(["⚠ 31337", "⚠ 5432", "⚠ 867", "⚠ 1"]);
  });
});

describe("an explanation", () => {
  const mixed = explain(
    [socket("0.0.0.0:80", "nginx"), socket("*:40000", "agent"), socket("0.0.0.0:6379", "redis-server")].join("\n"),
  );

  it("lists what deserves a look first, then notes", () => {
    expect(mixed.listeners.map(({ port }) => port)).toEqual([6379, 40_000, 80]);
  });

  it("keeps its JSON shape", () => {
    expect(JSON.parse(JSON.stringify(explain(socket("127.0.0.1:6379", "redis-server"))))).toMatchObject({
      kind: "explain",
      listeners: [
        { port: 6379, transport: "tcp", process: "redis-server", scope: "loopback", reach: "host", flags: [] },
      ],
      notUnderstood: [],
    });
  });

  it("has one listener per port of a mapped range", () => {
    const { listeners } = explain('3f2a9c1d4e5b a:1 "x" 2 days ago Up 2 days 0.0.0.0:8000-8010->9000-9010/tcp a');
    expect(listeners.map(({ port, target }) => [port, target]).sort()).toEqual(
      Array.from({ length: 11 }, (_, at) => [8000 + at, 9000 + at]),
    );
  });

  it("recognises software in a container by its container port", () => {
    const { listeners } = explain('3f2a9c1d4e5b redis:7 "x" 2 days ago Up 2 days 0.0.0.0:16379->6379/tcp cache');
    expect(listeners[0]?.flags).toMatchObject([{ kind: "every-address", software: "Redis" }]);
  });

  it("resolves a service name only if IANA assigned it one port", () => {
    expect(explain("tcp LISTEN 0 128 0.0.0.0:ssh 0.0.0.0:*").listeners.map(({ port }) => port)).toEqual([22]);
    expect(explain("tcp LISTEN 0 128 0.0.0.0:nonesuch 0.0.0.0:*")).toMatchObject({
      listeners: [],
      notUnderstoodCount: 1,
    });
  });

  it("counts what it does not understand, and shows it", () => {
    const answer = explain(`${socket("0.0.0.0:22", "sshd")}\nsomething else\nand more`);
    expect(answer).toMatchObject({
      notUnderstoodCount: 2,
      notUnderstood: [
        { line: 2, text: "something else" },
        { line: 3, text: "and more" },
      ],
    });
  });

  it("reads ten thousand listeners of a paste and counts the rest", () => {
    const answer = explain("0.0.0.0:1-20000->1-20000/tcp\n".replace(/^/, "web "));
    expect([answer.listeners.length, answer.listenersLeftOut]).toEqual([10_000, 10_000]);
  });

  it("says that nothing is stored, and is private", async () => {
    const text = `explain\n${socket("0.0.0.0:22", "sshd")}`;
    const question = { text, manner: "mention", locale: "en", asker: null } as const;
    const reply = await ask(question);
    const card = renderPlainText(reply.card);
    expect(card).toContain("Reachable from anywhere: 1 of 1");
    expect(card).toContain("Nothing you pasted is stored.");
    expect(reply.isPrivate).toBe(true);
    expect(await ask(question)).not.toBe(reply);
  });

  it("explains every flag and says what to do, without accusing anybody", async () => {
    for (const { text } of PASTES) {
      const { card, attachment } = await ask({
        text: `explain\n${text}`,
        manner: "command",
        locale: "en",
        asker: null,
      });
      const said = `${renderPlainText(card)}\n${attachment?.text ?? ""}`;
      const lines = said.split("\n").filter((line) => line.includes(" — "));
      for (const line of lines)
        expect(line).toMatch(/ — .*[.:] (?:.*Check|Bind|Let|Turn|Reach|Publish|Put|Keep|Make|Set) /);
      expect(said).not.toMatch(/malware|trojan|hack|infected|malicious|suspicious|compromised/i);
    }
  });

  it("is attached in full if the card leaves something out", async () => {
    const rows = Array.from({ length: 250 }, (_, at) => socket(`0.0.0.0:${20_000 + 2 * at}`, `agent-${at}`));
    const question = { manner: "command", locale: "en", asker: null } as const;
    const { attachment } = await ask({ ...question, text: `explain\n${rows.join("\n")}` });
    expect(attachment?.name).toBe("listeners.txt");
    expect(attachment?.text.match(/· agent-\d+ \(pid 812\)/g)).toHaveLength(250);
    const limited = await ask({ ...question, text: `explain\n${socket("*:9100", "node_exporter")}` });
    expect(limited.attachment?.text).toContain("Keep it off the internet");
    const whole = [socket("0.0.0.0:22", "sshd"), socket("0.0.0.0:5432", "postgres")];
    expect((await ask({ ...question, text: `explain\n${whole.join("\n")}` })).attachment).toBeNull();
  });

  it("lists ephemeral sockets with their programs in full only", async () => {
    const rows = [45_000, 45_001, 47_000].map((port) => socket(`0.0.0.0:${port}`, "agent", "udp"));
    const text = `explain\n${[socket("0.0.0.0:22", "sshd"), ...rows].join("\n")}`;
    const { card, attachment } = await ask({ text, manner: "command", locale: "en", asker: null });
    expect(renderPlainText(card)).toContain("3 ephemeral sockets not listed.");
    expect(renderPlainText(card)).not.toContain("45000");
    expect(attachment?.text).toContain("• 45000–45001, 47000 udp · agent");
  });
});
