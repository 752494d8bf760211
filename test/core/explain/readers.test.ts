import { describe, expect, it } from "vitest";
import { readListeners } from "#core/explain/read-listeners.ts";
import { portByName } from "../../support/registry/committed.ts";

/** `22 tcp 192.0.2.1 sshd 815 OpenSSH 9.2`: port, transport, address, process, its id, product. */
function read(text: string) {
  const { listeners, connections, notUnderstoodCount } = readListeners(text, portByName);
  const described = listeners.map(({ port, transport, address, process, pid, product }) =>
    [port, transport ?? "-", address ?? "-", process ?? "-", pid ?? "-", product ?? "-"].join(" "),
  );
  return { listeners: described, connections, unread: notUnderstoodCount };
}

describe("scanners", () => {
  it.each([
    ["nmap -v, masscan", "Discovered open port 445/tcp on 192.0.2.9", ["445 tcp 192.0.2.9 - - -"]],
    ["RustScan", "Open 192.0.2.9:80\nOpen [2001:db8::9]:80", ["80 tcp 192.0.2.9 - - -", "80 tcp [2001:db8::9] - - -"]],
    ["masscan -oL", "open tcp 80 192.0.2.9 1486643473", ["80 tcp 192.0.2.9 - - -"]],
    [
      "masscan -oG",
      "Timestamp: 1486643473 Host: 192.0.2.9 () Ports: 80/open/tcp//http//nginx 1.25/",
      ["80 tcp 192.0.2.9 - - nginx 1.25"],
    ],
    [
      "naabu",
      "[INF] Found 2 ports on host a.example\na.example:22\na.example:80",
      ["22 tcp a.example - - -", "80 tcp a.example - - -"],
    ],
    [
      "nc of OpenBSD",
      "Connection to a.example 22 port [tcp/ssh] succeeded!\nnc: connect to a.example port 23 (tcp) failed: Connection refused",
      ["22 tcp a.example - - -"],
    ],
    ["the traditional nc", "a.example [192.0.2.9] 22 (ssh) open", ["22 tcp 192.0.2.9 - - -"]],
    ["RustScan -g", "192.0.2.9 -> [22,80]", ["22 tcp 192.0.2.9 - - -", "80 tcp 192.0.2.9 - - -"]],
    ["ncat", "Ncat: Connected to 192.0.2.9:22.", ["22 tcp 192.0.2.9 - - -"]],
  ])("name one open port each: %s", (_, text, listeners) => {
    expect(read(text)).toEqual({ listeners, connections: 0, unread: 0 });
  });

  it("with versions tell what runs there", () => {
    const text = [
      "Nmap scan report for a.example (192.0.2.9)",
      "Host is up, received syn-ack ttl 63 (0.044s latency).",
      "PORT     STATE  SERVICE REASON         VERSION",
      "22/tcp   open   ssh     syn-ack ttl 63 OpenSSH 8.2p1 Ubuntu 4ubuntu0.1 (protocol 2.0)",
      "| ssh-hostkey:",
      "|   3072 00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff (RSA)",
      "25/tcp   closed smtp    conn-refused",
      "80/tcp   open   http    syn-ack ttl 63",
    ].join("\n");
    expect(read(text)).toEqual({
      listeners: ["22 tcp 192.0.2.9 - - OpenSSH 8.2p1 Ubuntu 4ubuntu0.1 (protocol 2.0)", "80 tcp 192.0.2.9 - - -"],
      connections: 0,
      unread: 0,
    });
  });

  it("that name a port twice are read once, with the version", () => {
    const text = [
      "Open 192.0.2.9:22",
      "Nmap scan report for 192.0.2.9",
      "PORT STATE SERVICE VERSION",
      "22/tcp open ssh OpenSSH 9.2",
    ].join("\n");
    expect(read(text).listeners).toEqual(["22 tcp 192.0.2.9 - - OpenSSH 9.2"]);
  });
});

describe("Test-NetConnection", () => {
  const result = (succeeded: string) =>
    [
      "ComputerName           : a.example",
      "RemoteAddress          : 192.0.2.9",
      "RemotePort             : 445",
      "PingReplyDetails (RTT) : 17 ms",
      `TcpTestSucceeded       : ${succeeded}`,
    ].join("\n");

  it("names a port that answered", () => {
    expect(read(result("True"))).toEqual({ listeners: ["445 tcp 192.0.2.9 - - -"], connections: 0, unread: 0 });
  });

  it("names none if the test failed", () => {
    expect(read(result("False")).listeners).toEqual([]);
  });
});

describe("PowerShell's table without its head", () => {
  it("still tells listeners, connections and bound sockets apart", () => {
    const text = [
      ":: 445 :: 0 Listen 4",
      "192.0.2.9 50123 198.51.100.7 443 Established Internet 5012",
      "0.0.0.0 50124 0.0.0.0 0 Bound 5012",
    ].join("\n");
    expect(read(text)).toEqual({ listeners: ["445 tcp :: - 4 -"], connections: 1, unread: 0 });
  });
});

describe("tables with a head", () => {
  it.each([
    [
      "rpcinfo -p",
      "   program vers proto   port  service\n    100000    4   tcp    111  portmapper\n    395183    1   udp   1024  #???",
      ["111 tcp - - - portmapper", "1024 udp - - - -"],
    ],
    [
      "rpcinfo",
      "   program version netid     address                service    owner\n    100000    4    tcp6      ::.0.111               portmapper superuser",
      ["111 tcp :: - - portmapper"],
    ],
    [
      "systemctl list-sockets",
      "LISTEN UNIT ACTIVATES\n[::]:22 ssh.socket ssh.service\n/run/dbus/system_bus_socket dbus.socket dbus.service",
      ["22 - [::] - - ssh.service"],
    ],
    [
      "Cisco's ip sockets",
      "Proto    Remote         Port      Local           Port  In Out Stat TTY OutputIF\n 17     --listen--             --any--        496  0    0   1    0",
      ["496 udp * - - -"],
    ],
    [
      "osquery",
      "| name | pid  | port  | protocol | address   |\n+------+------+-------+----------+-----------+\n| sshd | 1037 | 22    | 6        | 0.0.0.0   |",
      ["22 tcp 0.0.0.0 sshd 1037 -"],
    ],
  ])("are read: %s", (_, text, listeners) => {
    expect(read(text)).toEqual({ listeners, connections: 0, unread: 0 });
  });

  it("of Swarm services name the service", () => {
    const { listeners } = readListeners(
      "ID NAME MODE REPLICAS IMAGE PORTS\nxypw5n1nri9a shop_web replicated 3/3 nginx:1 *:80->8080/tcp",
    );
    expect(listeners).toMatchObject([{ port: 80, scope: "every", service: "shop_web", target: 8080 }]);
  });
});

describe("fuser", () => {
  it.each([
    ["80/tcp:              27814 29621", "80 tcp - - 27814 -"],
    ["80/tcp:              root       1234 F.... nginx", "80 tcp - nginx 1234 -"],
  ])("names the process of a port: %s", (line, listener) => {
    expect(read(line)).toEqual({ listeners: [listener], connections: 0, unread: 0 });
  });
});

describe("lsof -F", () => {
  it("names the process once for all its files", () => {
    const text = [
      "p321",
      "csshd",
      "f5",
      "PTCP",
      "TST=LISTEN",
      "n*:22",
      "f6",
      "PTCP",
      "n192.0.2.9:22->192.0.2.1:5000",
      "p7",
      "cnode",
      "n[::1]:80",
    ];
    expect(read(text.join("\n"))).toEqual({
      listeners: ["22 tcp * sshd 321 -", "80 tcp [::1] node 7 -"],
      connections: 1,
      unread: 0,
    });
  });
});
