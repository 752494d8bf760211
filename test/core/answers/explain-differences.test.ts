import { describe, expect, it } from "vitest";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import { answerExplain } from "#core/answers/explain.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import { explainQuery } from "#core/query/parse-explain.ts";
import { cardOf } from "../../support/cards/corpus.ts";
import { PASTES } from "../../support/pastes/fixtures.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

const explain = (text: string) => answerExplain(explainQuery(text, portByName), knowledge, NO_CONTEXT);
const card = (text: string) => renderPlainText(cardOf(`explain\n${text}`));

const SS_HEAD = "State   Recv-Q  Send-Q   Local Address:Port   Peer Address:Port";
const ss = (...sockets: readonly string[]) =>
  [SS_HEAD, ...sockets.map((socket) => `LISTEN  0       128            ${socket}          0.0.0.0:*`)].join("\n");
const NETSTAT_HEAD = "Proto Recv-Q Send-Q Local Address           Foreign Address         State       PID/Program name";
const netstat = (...sockets: readonly (readonly [string, string])[]) =>
  [NETSTAT_HEAD, ...sockets.map(([socket, owner]) => `tcp  0  0 ${socket}   0.0.0.0:*   LISTEN   ${owner}`)].join("\n");
const both = (one: string, other: string) => `ann@web1:~$ ss -tln\n${one}\nann@web1:~$ sudo netstat -tulpn\n${other}`;

const SHOWN = ss("0.0.0.0:22", "[::]:22", "127.0.0.1:6379");
const OWNED = netstat(["0.0.0.0:22", "801/sshd"], [":::22", "801/sshd"], ["127.0.0.1:6379", "900/redis-server"]);

/** What listens there has nothing to do with what is shown above. */
const ELSEWHERE = netstat(["0.0.0.0:22", "7/dropbear"], ["0.0.0.0:9000", "8/php-fpm"]);
const beside = (command: string) => `$ sudo ss -tln\n${SHOWN}\n$ ${command}\n${ELSEWHERE}`;
const MANY = Array.from({ length: 5001 }, (_, at) => `0.0.0.0:${10_000 + at}`);
const LOCAL = ss("127.0.0.1:6379", "127.0.0.1:22");
const ALL = netstat(["0.0.0.0:22", "801/sshd"], ["127.0.0.1:22", "801/sshd"], ["127.0.0.1:6379", "900/redis-server"]);

describe("two listings of one host by different commands", () => {
  it("are one state where they show the same sockets", () => {
    const answer = explain(both(SHOWN, OWNED));
    expect(answer).toMatchObject({ views: 2, differences: [] });
    expect(answer.listeners.map(({ port, process }) => `${port} ${process}`)).toEqual(["22 sshd", "6379 redis-server"]);
    expect(card(both(SHOWN, OWNED))).toContain("Read from 2 listings that agree.");
  });

  it("also in the other order, and with names that one of them cuts", () => {
    expect(explain(both(OWNED, SHOWN)).listeners).toHaveLength(2);
    const lsof =
      "COMMAND     PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME\nredis-ser 900 redis    6u  IPv4  12345      0t0  TCP 127.0.0.1:6379 (LISTEN)";
    const answer = explain(`ann@web1:~$ sudo netstat -tlnp\n${OWNED}\nann@web1:~$ sudo lsof -i\n${lsof}`);
    expect(answer.listeners.map(({ process }) => process)).toEqual(["sshd", "redis-server"]);
    expect(answer).toMatchObject({ views: 2, differences: [] });
  });

  it("say so where only one shows a socket", () => {
    const more = netstat(
      ["0.0.0.0:22", "801/sshd"],
      ["127.0.0.1:6379", "900/redis-server"],
      ["0.0.0.0:2375", "9/dockerd"],
    );
    const text = both(ss("0.0.0.0:22", "127.0.0.1:6379", "0.0.0.0:80"), more);
    expect(explain(text).differences).toMatchObject([
      { kind: "only", port: 80, shownBy: { command: "ss -tln" } },
      { kind: "only", port: 2375, process: "dockerd", shownBy: { command: "netstat -tulpn" } },
    ]);
    const said = card(text);
    expect(said).toMatch(/^Reachable from anywhere: 3 of 4 · 1 needs attention\n\n• ⚠ 2375 dockerd/);
    expect(said).toMatch(/Listings differ +80 only in ss -tln · 2375 dockerd only in netstat -tulpn/);
    expect(said).toContain("2 listings were read as one, but they differ: run one again to be sure.");
  });

  it("say so where they show another program on a socket", () => {
    const one = netstat(["0.0.0.0:22", "801/sshd"], ["127.0.0.1:3000", "7/node"]);
    const other = `COMMAND  PID USER   FD   TYPE DEVICE SIZE/OFF NODE NAME\ngrafana 900 root    6u  IPv4  12345      0t0  TCP 127.0.0.1:3000 (LISTEN)`;
    const text = `ann@web1:~$ sudo netstat -tlnp\n${one}\nann@web1:~$ sudo lsof -i\n${other}`;
    expect(explain(text).differences).toMatchObject([
      { kind: "program", port: 3000, process: "node", otherProcess: "grafana" },
    ]);
    expect(card(text)).toMatch(/Listings differ +3000 node or grafana/);
  });

  it("with the addresses where a port has one in each", () => {
    const text = `${ss("0.0.0.0:22", "0.0.0.0:6379")}\n${netstat(["0.0.0.0:22", "801/sshd"], ["127.0.0.1:6379", "9/redis-server"])}`;
    expect(card(text)).toMatch(
      /Listings differ +6379 \(0\.0\.0\.0\) only in listing 1 · 6379 redis-server \(127\.0\.0\.1\) only in listing 2/,
    );
  });

  it("also where nothing says from which host they are", () => {
    const text = `${ss("0.0.0.0:22", "0.0.0.0:80")}\n${netstat(["0.0.0.0:22", "801/sshd"], ["0.0.0.0:443", "9/nginx"])}`;
    expect(explain(text)).toMatchObject({ views: 2, differences: [{ port: 80 }, { port: 443 }] });
    expect(card(text)).toMatch(/80 only in listing 1 · 443 nginx only in listing 2/);
  });

  it.each([
    [
      "of other transports",
      `$ ss -tln\n${SHOWN}\n$ ss -uln\nState Recv-Q Send-Q Local Address:Port Peer Address:Port\nUNCONN 0 0 0.0.0.0:68 0.0.0.0:*`,
    ],
    [
      "that somebody looked for",
      `$ ss -tln\n${SHOWN}\n$ netstat -tlnp | grep 6379\n${netstat(["127.0.0.1:6379", "900/redis-server"])}`,
    ],
    [
      "of the user’s own programs",
      `$ ss -tln\n${SHOWN}\n$ lsof -i\nCOMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME\nredis-ser 900 redis 6u IPv4 12345 0t0 TCP 127.0.0.1:6379 (LISTEN)`,
    ],
    [
      "of containers",
      `$ ss -tln\n${SHOWN}\n$ docker ps\nCONTAINER ID IMAGE PORTS NAMES\n3f2a9c1d4e5b nginx:1 0.0.0.0:80->80/tcp edge`,
    ],
    [
      "of two hosts",
      `ann@web1:~$ ss -tln\n${SHOWN}\nann@web2:~$ netstat -tln\n${netstat(["0.0.0.0:443", "9/nginx"], ["0.0.0.0:22", "8/sshd"])}`,
    ],
    ["of another namespace", beside("ip netns exec blue netstat -tlnp")],
    [
      "of another namespace by an option",
      `$ ss -tln\n${SHOWN}\n$ ss -N blue -tln\n${ss("0.0.0.0:22", "0.0.0.0:9000")}`,
    ],
    ["of a process’s namespace", beside("sudo nsenter -t 812 -n netstat -tlnp")],
    ["of a container", beside("docker exec web /bin/netstat -tlnp")],
    ["of a pod", beside("kubectl -n shop exec web -- netstat -tlnp")],
    ["of a host that ssh asks", beside("ssh ann@web2 'sudo netstat -tlnp'")],
    ["at an address that somebody looked for", `$ ss -tln src 127.0.0.1\n${LOCAL}\n$ netstat -tlnp\n${ALL}`],
    [
      "of one family each",
      `$ ss --ipv4 -tln\n${ss("0.0.0.0:22", "0.0.0.0:80")}\n$ ss --ipv6 -tln\n${ss("[::]:22", "[::]:81")}`,
    ],
    [
      "of one family each by netstat",
      "$ netstat -an -f inet\ntcp4 0 0 *.22 *.* LISTEN\ntcp4 0 0 *.80 *.* LISTEN\n$ netstat -an -f inet6\ntcp6 0 0 *.22 *.* LISTEN\ntcp6 0 0 *.81 *.* LISTEN",
    ],
    [
      "on ports that PowerShell was asked for",
      "PS C:\\> Get-NetTCPConnection -State Listen -LocalPort 22,80\nLocalAddress LocalPort RemoteAddress RemotePort State\n0.0.0.0 22 0.0.0.0 0 Listen\n0.0.0.0 80 0.0.0.0 0 Listen\nPS C:\\> netstat -an\nTCP 0.0.0.0:22 0.0.0.0:0 LISTENING\nTCP 0.0.0.0:80 0.0.0.0:0 LISTENING\nTCP 0.0.0.0:135 0.0.0.0:0 LISTENING",
    ],
    ["below which somebody left some out", `$ ss -tln\n${LOCAL}\n...\n$ netstat -tlnp\n${ALL}`],
    ["above which somebody left some out", `$ netstat -tlnp\n${ALL}\n$ ss -tln\n[snip]\n${LOCAL}`],
    [
      "that the limit leaves out",
      `$ ss -tln\n${ss(...MANY)}\n$ netstat -tln\n${netstat(...MANY.map((each) => [each, "-"] as const))}`,
    ],
  ])("don’t differ by sockets %s", (_, text) => {
    expect(explain(text).differences).toEqual([]);
  });

  it("don’t differ by what they call one process", () => {
    const text = `$ sudo netstat -tlnp\n${netstat(["0.0.0.0:3000", "77/node"])}\n$ sudo lsof -i\nCOMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME\nMainThrea 77 ann 6u IPv4 12345 0t0 TCP *:3000 (LISTEN)`;
    const answer = explain(text);
    expect(answer.differences).toEqual([]);
    expect(answer.listeners).toHaveLength(1);
  });

  it("have no program where somebody left rows out", () => {
    const { listeners } = explain("$ netstat -an\n  TCP    0.0.0.0:80    0.0.0.0:0    LISTENING\n[snip]");
    expect(listeners).toMatchObject([{ port: 80, process: null }]);
  });

  it("are not read as one where they are of other places", () => {
    const text = beside("docker exec web netstat -tlnp");
    expect(explain(text).views).toBe(1);
    expect(explain(text).listeners.filter(({ port }) => port === 22)).toHaveLength(2);
  });

  it("contradict one another in the same way in either order", () => {
    const [one, other] = [
      `$ ss -tln\n${ss("0.0.0.0:22", "0.0.0.0:80")}`,
      `$ netstat -tlnp\n${netstat(["0.0.0.0:22", "8/sshd"], ["0.0.0.0:443", "9/nginx"])}`,
    ];
    const said = (text: string) =>
      explain(text)
        .differences.map(({ port, shownBy }) => `${port} ${shownBy.command}`)
        .sort();
    expect(said(`${one}\n${other}`)).toEqual(["443 netstat -tlnp", "80 ss -tln"]);
    expect(said(`${other}\n${one}`)).toEqual(said(`${one}\n${other}`));
  });

  it("don’t differ by ephemeral sockets", () => {
    const udp = (port: number) =>
      `${OWNED}\nudp  0  0 0.0.0.0:53   0.0.0.0:*   7/named\nudp  0  0 0.0.0.0:${port}   0.0.0.0:*   8/chrome`;
    expect(explain(both(udp(41_234), udp(49_999))).differences).toEqual([]);
  });
});

it("no usual paste has differences", () => {
  for (const { name, text } of PASTES) expect(explain(text).differences, name).toEqual([]);
});
