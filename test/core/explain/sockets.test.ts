import { describe, expect, it } from "vitest";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import { answerExplain } from "#core/answers/explain.ts";
import { explainQuery } from "#core/query/parse-explain.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

/** `80 nginx: haproxy`, for each listener that conflicts with another process's socket. */
function rivals(...rows: readonly string[]): readonly string[] {
  const { listeners } = answerExplain(explainQuery(rows.join("\n"), portByName), knowledge, NO_CONTEXT);
  return listeners.flatMap(({ port, process, flags }) =>
    flags.flatMap((flag) => (flag.kind === "two-processes" ? [`${port} ${process}: ${flag.others.join(", ")}`] : [])),
  );
}

const SS = "Netid State Recv-Q Send-Q Local Address:Port Peer Address:Port Process";
const ss = (local: string, ...names: readonly string[]) =>
  `tcp LISTEN 0 128 ${local} 0.0.0.0:* users:(${names.map((name, at) => `("${name}",pid=${at + 7},fd=3)`).join(",")})`;
const LSOF = "COMMAND PID USER FD TYPE DEVICE SIZE/OFF NODE NAME";
const lsof = (name: string, device: string, local: string, family = "IPv4") =>
  `${name} 7 root 3u ${family} ${device} 0t0 TCP ${local} (LISTEN)`;

describe("one socket shared by several processes is not a conflict", () => {
  it.each([
    ["Postfix, in ss", [ss("0.0.0.0:25", "smtpd", "master")]],
    ["a shell that a web server started", [ss("0.0.0.0:80", "apache2", "sh")]],
    ["gunicorn", [ss("0.0.0.0:8000", "gunicorn", "python3")]],
    ["one process with two descriptors", ['tcp LISTEN 0 128 *:80 *:* users:(("a",pid=1,fd=3),("a",pid=2,fd=3))']],
    ["Postfix, in lsof", [LSOF, lsof("master", "20004", "*:25"), lsof("smtpd", "20004", "*:25")]],
    ["a shell, in lsof", [LSOF, lsof("apache2", "20004", "*:80"), lsof("sh", "20004", "*:80")]],
    ["launchd, on macOS", [LSOF, lsof("launchd", "0x1f2e", "*:22", "IPv6"), lsof("sshd", "0x1f2e", "*:22", "IPv6")]],
    ["systemd with a socket of its own", [LSOF, lsof("systemd", "1", "*:111"), lsof("rpcbind", "2", "*:111")]],
    ["xinetd", [ss("0.0.0.0:21", "xinetd"), ss("192.0.2.10:21", "vsftpd")]],
    ["two names of one program", [ss("0.0.0.0:993", "dovecot"), ss("192.0.2.10:993", "imap-login")]],
  ])("%s", (_, rows) => {
    expect(rivals(...rows)).toEqual([]);
  });

  it("is listed once, without its supervisor", () => {
    const text = [LSOF, lsof("launchd", "0x1f", "*:22"), lsof("sshd", "0x1f", "*:22")].join("\n");
    const { listeners } = answerExplain(explainQuery(text, portByName), knowledge, NO_CONTEXT);
    expect(listeners.map(({ process }) => process)).toEqual(["sshd"]);
  });
});

describe("different sockets of different programs conflict", () => {
  it.each([
    ["in ss", [ss("0.0.0.0:80", "nginx"), ss("192.0.2.10:80", "haproxy")]],
    ["on one address, as SO_REUSEPORT allows", [ss("127.0.0.1:80", "nginx"), ss("127.0.0.1:80", "haproxy")]],
    ["in lsof", [LSOF, lsof("nginx", "1", "*:80"), lsof("haproxy", "2", "192.0.2.10:80")]],
    ["on every address of both families", [ss("*:80", "nginx"), ss("127.0.0.1:80", "haproxy")]],
    [
      "on macOS, where IPv6 sockets take IPv4 too",
      [LSOF, lsof("nginx", "0x1", "*:80", "IPv6"), lsof("haproxy", "0x2", "127.0.0.1:80")],
    ],
  ])("%s", (_, rows) => {
    expect(rivals(...rows)).toEqual(["80 nginx: haproxy", "80 haproxy: nginx"]);
  });
});

describe("sockets of different address families coexist (IPV6_V6ONLY)", () => {
  it.each([
    ["every IPv4 and every IPv6 address", [ss("0.0.0.0:53", "pdns_server"), ss("[::]:53", "coredns")]],
    ["one IPv4 and every IPv6 address", [ss("127.0.0.1:53", "pdns_server"), ss("[::]:53", "coredns")]],
    ["in netstat", ["tcp 0 0 0.0.0.0:53 0.0.0.0:* LISTEN 1402/pdns_server", "tcp6 0 0 :::53 :::* LISTEN 1403/coredns"]],
    ["in lsof on Linux", [LSOF, lsof("pdns", "1", "*:53"), lsof("coredns", "2", "*:53", "IPv6")]],
    [
      "in netstat on macOS",
      [
        "tcp4 0 0 *.53 *.* LISTEN 0 0 131072 131072 pdns:402 00180",
        "tcp6 0 0 *.53 *.* LISTEN 0 0 131072 131072 coredns:403 00180",
      ],
    ],
  ])("%s", (_, rows) => {
    expect(rivals(...rows)).toEqual([]);
  });
});

describe("only sockets of one host are compared", () => {
  const [nginx, haproxy] = [ss("0.0.0.0:80", "nginx"), ss("0.0.0.0:80", "haproxy")];

  it.each([
    ["prompts of two hosts", ["alice@web1:~$ ss -ltnp", nginx, "alice@web2:~$ ss -ltnp", haproxy]],
    ["two headers", [SS, nginx, SS, haproxy]],
    ["two commands", ["sudo ss -ltnp", nginx, "sudo ss -ltnp", haproxy]],
  ])("%s", (_, rows) => {
    expect(rivals(...rows)).toEqual([]);
  });

  it("keeps the same program on two hosts apart and names the hosts", () => {
    const text = ["alice@web1:~$ ss -ltnp", SS, nginx, "alice@web2:~$ ss -ltnp", SS, nginx].join("\n");
    const { listeners } = answerExplain(explainQuery(text, portByName), knowledge, NO_CONTEXT);
    expect(listeners.map(({ host, listing, sockets }) => [host, listing, sockets])).toEqual([
      ["web1", 1, ["line 3"]],
      ["web2", 2, ["line 6"]],
    ]);
  });

  it("compares a socket with at most 100 others", () => {
    const rows = Array.from({ length: 10_000 }, (_, at) => ss("0.0.0.0:80", `p${at}`));
    const { listeners } = answerExplain(explainQuery(rows.join("\n"), portByName), knowledge, NO_CONTEXT);
    const compared = listeners.flatMap(({ flags }) =>
      flags.flatMap((flag) => (flag.kind === "two-processes" ? [flag.others.length] : [])),
    );
    expect(compared).toHaveLength(10_000);
    expect(Math.max(...compared)).toBe(100);
  });
});

describe("a wrapped row of lsof", () => {
  it("is not read as Windows netstat if its rest starts with UDP", () => {
    const text = [LSOF, "rpcbind 600 _rpc 5u IPv4 20003 0t0 ", "UDP *:111"].join("\n");
    const { listeners } = answerExplain(explainQuery(text, portByName), knowledge, NO_CONTEXT);
    expect(listeners.map(({ port, process }) => [port, process])).toEqual([[111, "rpcbind"]]);
  });
});
