import { describe, expect, it } from "vitest";
import { parseStructured } from "#adapters/structured/index.ts";
import { readListeners } from "#core/explain/read-listeners.ts";
import { portByName } from "../../support/registry/committed.ts";

/** `22/tcp 192.0.2.1 sshd 815`: port, transport, address or `*` for every, process or service, process id. */
function read(...lines: readonly string[]): readonly string[] {
  return readListeners(lines.join("\n"), portByName, parseStructured).listeners.map(
    ({ port, transport, address, scope, process, service, pid }) =>
      [`${port}/${transport ?? "-"}`, address ?? (scope === "every" ? "*" : "-"), process ?? service ?? "-", pid ?? "-"]
        .join(" ")
        .replace(/(?: -)+$/, ""),
  );
}

const NETSTAT = "tcp        0      0 0.0.0.0:22              0.0.0.0:*               LISTEN      812/sshd";
const SS = 'tcp   LISTEN 0      128          0.0.0.0:22        0.0.0.0:*    users:(("sshd",pid=812,fd=3))';
const LSOF = "sshd      812 root    3u  IPv4  20011      0t0  TCP *:22 (LISTEN)";

describe("a row inside a line", () => {
  it.each([
    ["words", `HIGH: open to everybody - ${SS}`],
    ["an arrow and an offset", `--->636:${NETSTAT}`],
    ["a number in brackets", `[1] ${NETSTAT}`],
    ["a bar", `   | ${NETSTAT}`],
    ["a forum's tags", `[COLOR=Red] ${NETSTAT}[/COLOR]`],
    ["quotes and a comma", `    "${NETSTAT}        ",`],
    ["words, in a row of ss without its protocol", `WARN (public): ${SS.replace("tcp   ", "")}`],
    ["a call of a program", `print("${NETSTAT}")`],
    ["words, in a row of lsof", `open | ${LSOF}`],
  ])("is read behind %s", (_, line) => {
    expect(read(line)).toEqual(["22/tcp 0.0.0.0 sshd 812".replace("0.0.0.0", line.includes(LSOF) ? "*" : "0.0.0.0")]);
  });

  it.each([
    ["a connection", "--->7: tcp 0 0 192.0.2.7:22 198.51.100.9:49649 ESTABLISHED 812/sshd"],
    ["a firewall's rule", "Chain INPUT: ACCEPT tcp -- 0.0.0.0/0 0.0.0.0/0 tcp dpt:22"],
    ["a sentence", "we let tcp 192.0.2.1:22 talk to 192.0.2.9:80 since then"],
    ["an endpoint without a state", "we bound tcp 192.0.2.1:22 *:* by hand"],
    ["a tracked connection", "ipv4 2 tcp 6 431999 ESTABLISHED src=192.0.2.7 dst=192.0.2.8 sport=49649 dport=22"],
  ])("is no listener if it is %s", (_, line) => {
    expect(read(line)).toEqual([]);
  });

  it("is read where the line breaks are written out", () => {
    const stdout = [SS, SS.replace(":22", ":80").replace("sshd", "nginx")].join("\\n").replaceAll('"', '\\"');
    const line = `{"changed": true, "stdout": "Netid State Recv-Q\\n${stdout}", "rc": 0}`;
    expect(read(line)).toEqual(["22/tcp 0.0.0.0 sshd 812", "80/tcp 0.0.0.0 nginx 812"]);
  });

  it("is read where the line breaks are lost", () => {
    const other = NETSTAT.replace(":22", ":25").replace("sshd", "master");
    expect(read(`Proto Recv-Q ${NETSTAT} ${other}`)).toEqual(["22/tcp 0.0.0.0 sshd 812", "25/tcp 0.0.0.0 master 812"]);
  });
});

describe("published ports", () => {
  it.each([
    ["between bars", "web|running|shop|0.0.0.0:8080->80/tcp, [::]:8080->80/tcp", ["8080/tcp 0.0.0.0, [::] web"]],
    ["in a table of Markdown", "| web | Up | `127.0.0.1:8080->80/tcp` |", ["8080/tcp 127.0.0.1 web"]],
    [
      "with a short id",
      'abc123  web:7  "run"  Up 9 seconds  0.0.0.0:8080->80/tcp  my_web',
      ["8080/tcp 0.0.0.0 my_web"],
    ],
    ["with a state in brackets", "web  nginx -g off;  Up (healthy)  0.0.0.0:8080->80/udp", ["8080/udp 0.0.0.0 web"]],
    ["in a sentence", "It is published (0.0.0.0:8080->80/tcp).", ["8080/tcp 0.0.0.0"]],
    ["with blanks around the arrow", "web: 0.0.0.0:8080 -> 80/tcp", ["8080/tcp 0.0.0.0 web"]],
    ["as Go prints them", "map[80/tcp:[{0.0.0.0 8080} {:: 8080}] 443/tcp:[]]", ["8080/tcp 0.0.0.0, ::"]],
  ])("are read without their table: %s", (_, line, listeners) => {
    expect(read(line)).toEqual(listeners);
  });

  it("are put together where their column was wrapped", () => {
    expect(
      read(
        "     Name              Command         State          Ports",
        "-------------------------------------------------------------------",
        "shop-back-      docker-entrypoint   Up      0.0.0.0:8000-",
        "end_web_1       apac ...                    >80/tcp,:::8000-",
        "                                            >80/tcp",
        "shop_db_1       docker-entrypoint   Up      127.0.0.1:3306->33",
        "                                            06/tcp, 33060/tcp",
        "shop_api_1      /app/run            Up      0.0.0.0:81->80/tcp,",
        "                                            0.0.0.0:82->82/tcp",
      ).map((line) => line.split(" ").slice(0, -1).join(" ")),
    ).toEqual(["8000/tcp 0.0.0.0, ::", "3306/tcp 127.0.0.1", "81/tcp 0.0.0.0", "82/tcp 0.0.0.0"].map(String));
  });

  it("belong to the container of their own row, however long it is", () => {
    const rows = ["web1|up|x|0.0.0.0:81->80/tcp", "web2|up|x|0.0.0.0:82->80/tcp", "web3|up|x|0.0.0.0:83->80/tcp"];
    expect(read(...rows)).toEqual(["81/tcp 0.0.0.0 web1", "82/tcp 0.0.0.0 web2", "83/tcp 0.0.0.0 web3"]);
  });

  it.each([
    ["is only exposed", "web|running|80/tcp"],
    ["is asked for", "docker run -p 8080:80 web"],
    ["names no transport", "we forward 0.0.0.0:8080->80 there"],
  ])("are no port that %s", (_, line) => {
    expect(read(line)).toEqual([]);
  });
});

describe("a hidden address", () => {
  it.each([
    ["a part of it", NETSTAT.replace("0.0.0.0:22 ", "192.0.2.x:22"), "22/tcp 192.0.2.x sshd 812"],
    ["all of it", NETSTAT.replace("0.0.0.0:22 ", "xxx.xxx.xxx.xxx:22 "), "22/tcp xxx.xxx.xxx.xxx sshd 812"],
    ["a word in brackets", NETSTAT.replace("0.0.0.0:22 ", "<server-ip>:22 "), "22/tcp <server-ip> sshd 812"],
    ["a variable", NETSTAT.replace("0.0.0.0:22 ", "$MY_IP:22 "), "22/tcp $MY_IP sshd 812"],
    ["in nmap's list", "Host: MACHINE_IP ()\tPorts: 22/open/tcp//ssh///", "22/tcp MACHINE_IP"],
    ["in kubectl's", "web LoadBalancer 10.43.0.9 203.0.113.XXX 80/TCP 5d", "80/tcp 10.43.0.9 web"],
  ])("is kept as it is: %s", (_, line, listener) => {
    expect(read(line)[0]).toBe(listener);
  });
});

describe("tables of other times and choices", () => {
  it("of nmap name the host above them, whatever its version", () => {
    expect(
      read(
        "Interesting ports on web.example (192.0.2.9):",
        "(The 1663 ports scanned but not shown below are in state: closed)",
        "PORT   STATE SERVICE",
        "'''22/tcp open  ssh'''",
        "80/tcp closed http",
        "Interesting ports on 192.0.2.10:",
        "PORT   STATE SERVICE",
        "25/tcp open  smtp",
      ),
    ).toEqual(["22/tcp 192.0.2.9", "25/tcp 192.0.2.10"]);
  });

  it("of PowerShell may have any columns in any order", () => {
    expect(
      read("OwningProcess State LocalPort LocalAddress Programm", "812 Listen 22 0.0.0.0 C:\\Program Files\\sshd.exe"),
    ).toEqual(["22/tcp 0.0.0.0 - 812"]);
    expect(read("LocalAddress LocalPort OwningProcess State", "127.0.0.1 8080 <its PID> Listen")).toEqual([
      "8080/tcp 127.0.0.1",
    ]);
  });

  it("of Test-NetConnection list what answered", () => {
    const head = "ComputerName RemoteAddress RemotePort TcpTestSucceeded";
    expect(read(head, "web 192.0.2.9 443 True", "web 192.0.2.9 444 False")).toEqual(["443/tcp 192.0.2.9"]);
  });

  it("of rpcinfo are read without their head, and with a name for the address", () => {
    expect(read("100003 3 udp 2049 nfs", "100005 1 tcp web.example.8.2 mountd superuser")).toEqual([
      "2049/udp",
      "2050/tcp",
    ]);
  });

  it("of lsof may end before the state", () => {
    expect(read(LSOF.replace(" (LISTEN)", ""))).toEqual(["22/tcp * sshd 812"]);
    expect(read(LSOF.replace("*:22 (LISTEN)", "192.0.2.7:22->192.0.2.8:4000"))).toEqual([]);
  });
});
