import { describe, expect, it } from "vitest";
import { parseStructured } from "#adapters/structured/index.ts";
import { readListeners } from "#core/explain/read-listeners.ts";
import { portByName } from "../../support/registry/committed.ts";

/** `22/tcp 192.0.2.1 sshd 815`: port, transport, address or `*` for every, process or service, process id. */
function read(text: string): readonly string[] {
  return readListeners(text, portByName, parseStructured).listeners.map(
    ({ port, transport, address, scope, process, service, pid }) =>
      [`${port}/${transport ?? "-"}`, address ?? (scope === "every" ? "*" : "-"), process ?? service ?? "-", pid ?? "-"]
        .join(" ")
        .replace(/(?: -)+$/, ""),
  );
}

describe("ss", () => {
  it.each([
    ["a program's bare name", "LISTEN 0 128 0.0.0.0:22 0.0.0.0:* sshd", ["22/tcp 0.0.0.0 sshd"]],
    ["a name and an id", "tcp LISTEN 0 128 *:80 *:* nginx,pid=99", ["80/tcp * nginx 99"]],
    ["an id and a name", "tcp LISTEN 0 128 *:80 *:* 99/nginx", ["80/tcp * nginx 99"]],
    ["processes of old versions", 'LISTEN 0 128 *:22 *:* users:(("sshd",1021,3))', ["22/tcp * sshd 1021"]],
    ["no peer", "LISTEN 0 128 0.0.0.0:22\nLISTEN 0 511 [::]:80 nginx", ["22/tcp 0.0.0.0", "80/tcp [::] nginx"]],
    ["no peer and no queues", "tcp LISTEN 0.0.0.0:22\nudp UNCONN 0.0.0.0:68", ["22/tcp 0.0.0.0", "68/udp 0.0.0.0"]],
    ["colours that lost their escapes", "tcp LISTEN 0 128 [01;31m[K:::8080[m[K :::*", ["8080/tcp ::"]],
  ])("is read with %s", (_, text, listeners) => {
    expect(read(text)).toEqual(listeners);
  });

  it("never takes a word below a row for its program", () => {
    expect(read("LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\nDone")).toEqual(["22/tcp 0.0.0.0"]);
  });

  it("is no listener without a peer if its state says that it is connected", () => {
    expect(read("tcp ESTAB 0 0 192.0.2.1:22\ntcp UNCONN 0 0 0.0.0.0:5000 0.0.0.0:*")).toEqual([]);
  });
});

describe("netstat", () => {
  it.each([
    ["a row that was cut behind its peer", "tcp 0 0 0.0.0.0:3306 0.0.0.0:*", ["3306/tcp 0.0.0.0"]],
    ["HTML's line breaks", "tcp6 0 0 [::]:squid [::]:* LISTEN <br>", ["3128/tcp [::]"]],
    [
      "names of services files",
      "tcp 0 0 *:webcache *:* LISTEN\ntcp 0 0 *:postgres *:* LISTEN",
      ["8080/tcp *", "5432/tcp *"],
    ],
    ["Markdown's underscores", "tcp 0 0 _:6379 0.0.0.0:_ LISTEN", ["6379/tcp *"]],
  ])("is read with %s", (_, text, listeners) => {
    expect(read(text)).toEqual(listeners);
  });
});

describe("what stands around a row", () => {
  const ROW = "tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*";
  it.each([
    ["a comment and an arrow", `# -> ${ROW}`],
    ["a heading of Markdown", `#### ${ROW}`],
    ["a comment and words", `# Kết quả: ${ROW}`],
    ["a label", `Expected output: ${ROW}`],
    ["a remark", `${ROW}    # ✅ as it should be`],
    ["a tick", `${ROW} ✅`],
    ["a question", `${ROW} <-- why is this open?`],
    ["a comment behind a command", `ss -tln    # ${ROW}`],
  ])("is removed: %s", (_, text) => {
    expect(read(`${text}\n`)).toEqual(["22/tcp 0.0.0.0"]);
  });
});

describe("tables", () => {
  it.each([
    [
      "kubectl's chosen columns",
      "NAME TYPE CLUSTER-IP PORT(S) AGE\nservice/web NodePort 10.43.197.40 80:30080/TCP 137d",
      ["80/tcp 10.43.197.40 web", "30080/tcp * web"],
    ],
    [
      "Cisco's sockets with a dash as the peer's port",
      "Proto Remote Port Local Port In Out Stat TTY OutputIF\n 17 --listen-- -- 0.0.0.0 67 0 0 211 0",
      ["67/udp 0.0.0.0"],
    ],
    [
      "Cisco's open ports without a state",
      "Prot Local Address Foreign Address\n tcp *:23 *:0\n udp *:123 *:0",
      ["23/tcp *", "123/udp *"],
    ],
    ["nc's address", "Connection to localhost (127.0.0.1) 22 port [tcp/ssh] succeeded!", ["22/tcp 127.0.0.1"]],
  ])("are read: %s", (_, text, listeners) => {
    expect(read(text)).toEqual(listeners);
  });
});

describe("a transport that isn't shown", () => {
  const table = "LocalAddress LocalPort OwningProcess\n------------ --------- -------------\n:: 8644 25936";
  const json = '[{"LocalAddress":"::","LocalPort":8644,"OwningProcess":25936}]';
  const fields = "p25936\nf3\nn[::]:8644";
  it.each([
    ["PowerShell's table", table, "tcp"],
    ["below a title", `UDP endpoints:\n${table}`, "udp"],
    ["below its command", `PS C:\\> Get-NetUDPEndpoint | select LocalAddress,LocalPort,OwningProcess\n${table}`, "udp"],
    ["below both commands", `PS C:\\> Get-NetTCPConnection; Get-NetUDPEndpoint\n${table}`, "-"],
    ["PowerShell's JSON", json, "tcp"],
    ["JSON below its command", `PS C:\\> Get-NetUDPEndpoint | ConvertTo-Json\n${json}`, "udp"],
    ["JSON under a key", `{"tcp":[],"udp":${json}}`, "udp"],
    ["lsof -F", fields, "tcp"],
    ["lsof -F below its command", `$ lsof -nP -iUDP -F pn\n${fields}`, "udp"],
  ])("is taken from what stands around, or is tcp: %s", (_, text, transport) => {
    expect(read(text).map((each) => each.replace(/\[(.*?)\]/, "$1"))).toEqual([`8644/${transport} :: - 25936`]);
  });

  it("stays open for the sockets of systemd, which lists both", () => {
    const types =
      "LISTEN TYPE UNIT ACTIVATES\n[::]:22 Stream ssh.socket ssh.service\n[::]:69 Datagram tftp.socket tftp.service";
    expect(read("LISTEN UNIT ACTIVATES\nvsock::22 sshd-vsock.socket -\n[::]:22 ssh.socket ssh.service")).toEqual([
      "22/- [::]",
    ]);
    expect(read(types)).toEqual(["22/tcp [::]", "69/udp [::]"]);
  });
});

describe("reports of ports and their processes", () => {
  it("are read by their heads, with the transport of the title", () => {
    const text = [
      "--- TCP LISTENING PORTS ---",
      "  PORT     PROCESS     PID    NOTE",
      "  631      cupsd       442    printing",
      "--- UDP PORTS ---",
      "  PORT     PROCESS     PID    NOTE",
      "  5353     mDNSRespo   312    Bonjour",
    ];
    expect(read(text.join("\n"))).toEqual(["631/tcp - cupsd 442", "5353/udp - mDNSRespo 312"]);
    expect(
      read(
        "| Port | PID | Process Name | State |\n|---|---|---|---|\n| :3000 | 99 | node | LISTEN |\n| 3001 | 99 | node | CLOSED |",
      ),
    ).toEqual(["3000/tcp - node 99"]);
  });

  it("are no documentation", () => {
    expect(read("| Port | Protocol | Service |\n|---|---|---|\n| 22 | TCP | SSH |")).toEqual([]);
    expect(read("Port PID Process\nKill it with 3000 99 node")).toEqual([]);
  });
});

describe("values", () => {
  it.each([
    ["osquery's chosen columns", '[{"port":"22","protocol":"6"},{"port":"53","protocol":"17"}]', ["22/tcp", "53/udp"]],
    [
      "two compose files",
      "services:\n  web:\n    ports:\n    - 80:80\n\n### override\n\nservices:\n  web:\n    ports:\n    - 90:90",
      ["80/tcp * web", "90/tcp * web"],
    ],
  ])("are read: %s", (_, text, listeners) => {
    expect(read(text)).toEqual(listeners);
  });
});

describe("RustScan", () => {
  it("names the host of nmap's table below it, if it scanned one", () => {
    const table = "PORT STATE SERVICE\n22/tcp open ssh";
    expect(read(`Open 192.0.2.9:80\n${table}`)).toEqual(["80/tcp 192.0.2.9", "22/tcp 192.0.2.9"]);
    expect(read(`Open 192.0.2.9:80\nOpen 192.0.2.8:80\n${table}`)[2]).toBe("22/tcp");
  });
});
