import { describe, expect, it } from "vitest";
import { parseStructured } from "#adapters/structured/index.ts";
import { readListeners } from "#core/explain/read-listeners.ts";
import { readBriefly } from "../../support/pastes/read-briefly.ts";
import { portByName } from "../../support/registry/committed.ts";

describe("ss", () => {
  const ROW = "LISTEN 0 128 192.0.2.7:8443 0.0.0.0:*";
  it.each([
    ["congestion control", `${ROW} bbr cwnd:10`, ["8443/tcp 192.0.2.7"]],
    [
      "everything that -i prints",
      `${ROW} ts sack cubic wscale:7,7 rto:200 send 1.5Mbps app_limited`,
      ["8443/tcp 192.0.2.7"],
    ],
    [
      "memory",
      `${ROW} users:(("envoy",pid=40,fd=3)) skmem:(r0,rb131072) cubic cwnd:10`,
      ["8443/tcp 192.0.2.7 envoy 40"],
    ],
    [
      "words behind the processes",
      `${ROW} users:(("envoy",pid=40,fd=3))，front proxy`,
      ["8443/tcp 192.0.2.7 envoy 40"],
    ],
    ["processes that stick to the peer", `${ROW}users:(("envoy",pid=40,fd=3))`, ["8443/tcp 192.0.2.7 envoy 40"]],
    ["a cut end", `${ROW} ...`, ["8443/tcp 192.0.2.7"]],
    [
      "a peer that lost its asterisk",
      "LISTEN 0 9 127.0.0.1:smtp :\nLISTEN 0 9 :::ssh :::",
      ["25/tcp 127.0.0.1", "22/tcp ::"],
    ],
    ["a queue that sticks to the address", "LISTEN 0 1280.0.0.0:2222 0.0.0.0:*", ["2222/tcp 0.0.0.0"]],
    [
      "a peer that sticks to the port",
      "LISTEN 0 5 0.0.0.0:240.0.0.0:*\nLISTEN 0 5 *:81*:*",
      ["24/tcp 0.0.0.0", "81/tcp *"],
    ],
  ])("is read with %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it("takes no number and address together for a host", () => {
    expect(readBriefly("LISTEN 0 128192.0.2.7:22 0.0.0.0:*")).toEqual([]);
  });
});

describe("netstat", () => {
  it.each([
    [
      "words that stick to the state",
      "tcp4 0 0 *.27018 *.* LISTEN7，see below\ntcp 0 0 0.0.0.0:81 0.0.0.0:* LISTEN。",
      ["27018/tcp *", "81/tcp 0.0.0.0"],
    ],
    ["a program that sticks to the state", "tcp 0 0 0.0.0.0:81 0.0.0.0:* LISTEN77/caddy", ["81/tcp 0.0.0.0 caddy 77"]],
    ["a timer", "tcp 0 0 0.0.0.0:81 0.0.0.0:* LISTEN 0 4711 77/caddy off (0.00/0/0)", ["81/tcp 0.0.0.0 caddy 77"]],
    ["a bare program", "tcp 0 0 0.0.0.0:81 0.0.0.0:* LISTEN caddy", ["81/tcp 0.0.0.0 caddy"]],
    ["a word for no program", "tcp 0 0 0.0.0.0:81 0.0.0.0:* LISTEN (none)", ["81/tcp 0.0.0.0"]],
    ["no peer", "tcp 0 0 0.0.0.0:81 LISTEN 77/caddy", ["81/tcp 0.0.0.0 caddy 77"]],
    ["the addresses and the state alone", "0.0.0.0:81 0.0.0.0:* LISTEN 77/caddy", ["81/tcp 0.0.0.0 caddy 77"]],
    ["a protocol in capitals", "TCP 0 0 0.0.0.0:81 0.0.0.0:* LISTEN 77/caddy", ["81/tcp 0.0.0.0 caddy 77"]],
    ["a queue that sticks to the address", "tcp 0 0127.0.0.1:81 0.0.0.0:* LISTEN", ["81/tcp 127.0.0.1"]],
    ["FreeBSD's buffers", "tcp4 0 0 *.81 *.* 0 0 LISTEN", ["81/tcp *"]],
    ["the protocol's version on Windows", "  TCPv6  [::]:8181  [::]:0  LISTENING  78", ["8181/tcp [::] - 78"]],
    ["an offload state", "  TCP  0.0.0.0:8181  0.0.0.0:0  LISTENING  78  InHost", ["8181/tcp 0.0.0.0 - 78"]],
    [
      "a program in brackets",
      "  TCP  0.0.0.0:8181  0.0.0.0:0  LISTENING  78 [caddy.exe]",
      ["8181/tcp 0.0.0.0 caddy.exe 78"],
    ],
    [
      "Solaris' columns of -u",
      "UDP: IPv4\n   Local Address  Remote Address  User  Pid  Command  State\n*.631  root  500 cupsd  Idle",
      ["631/udp * cupsd 500"],
    ],
    [
      "Cisco's dots",
      "TCB       Local Address     Foreign Address  (state)\n7A1B20    0.0.0.0.443       0.0.0.0.0        LISTEN",
      ["443/tcp 0.0.0.0"],
    ],
    ["Cisco's dots without a head", "7A1B20C0    192.0.2.9.179    *.*    LISTEN", ["179/tcp 192.0.2.9"]],
  ])("is read with %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it("is no listener on Windows if its state says that it is connected", () => {
    expect(
      readBriefly("  TCP  127.0.0.1:8181  0.0.0.0:0  ESTABLISHED  78\n  TCP  0.0.0.0:90 0.0.0.0:0 LISTENING 4"),
    ).toEqual(["90/tcp 0.0.0.0 - 4"]);
  });

  it("takes no word of the line below for a program", () => {
    expect(readBriefly("tcp 0 0 0.0.0.0:81 0.0.0.0:* LISTEN\ndone")).toEqual(["81/tcp 0.0.0.0"]);
  });
});

describe("other tables", () => {
  const SOCKSTAT = "USER COMMAND PID FD PROTO LOCAL ADDRESS FOREIGN ADDRESS\n";
  it.each([
    [
      "sockstat, ids that stick to names",
      `${SOCKSTAT}deploy gunicorn-w4711 3 tcp4 *:8088 *:*`,
      ["8088/tcp * gunicorn-w 4711"],
    ],
    [
      "sockstat, both addresses in one",
      `${SOCKSTAT}www caddy 12 3 tcp4 192.0.2.5:9000198.51.100.2:4986\nwww caddy 12 4 tcp4 192.0.2.5:81*:*`,
      ["81/tcp 192.0.2.5 caddy 12"],
    ],
    [
      "list-sockets without a head",
      "[::]:2222   gate.socket   gate.service\n/run/gate.sock gate.socket gate.service",
      ["2222/- [::]"],
    ],
    [
      "osquery, unknown processes",
      "| pid | port | protocol | address | path |\n| -1 | 8025 | 6 | 192.0.2.3 |  |",
      ["8025/tcp 192.0.2.3"],
    ],
    [
      "osquery, empty cells before the port",
      "| name | pid | port | protocol | address |\n|  |  | 8025 | 17 | :: |\n| dns | 5 | 8026 | 17 | :: |",
      ["8025/udp ::", "8026/udp :: dns 5"],
    ],
    [
      "osquery, separated by bars",
      "pid|port|protocol|address\n12|8025|6|192.0.2.3\n-1|8026|17|::",
      ["8025/tcp 192.0.2.3 - 12", "8026/udp ::"],
    ],
    [
      "PowerShell, separated by commas",
      '"LocalAddress","LocalPort","State","OwningProcess"\n"192.0.2.3","8025","Listen","12"\n"192.0.2.3","8026","Established","12"',
      ["8025/tcp 192.0.2.3 - 12"],
    ],
    [
      "nmap in Metasploit, over IPv6",
      "[*] Nmap: Nmap scan report for 2001:db8::25\n[*] Nmap: PORT STATE SERVICE\n[*] Nmap: 8025/tcp open  http",
      ["8025/tcp 2001:db8::25"],
    ],
    [
      "services that were cut",
      "NAME TYPE CLUSTER-IP EXTERNAL-IP PORT(S)\nweb ClusterIP 10.0.4.4 <none> 8025/TCP,8026/UDP,80...",
      ["8025/tcp 10.0.4.4 web", "8026/udp 10.0.4.4 web"],
    ],
    [
      "lsof -F with other files",
      "p40\ncenvoy\nfcwd\ntDIR\nn/srv\nf3\ntREG\nn/srv/envoy\nf9\ntIPv4\nPTCP\nn*:8025\nTST=LISTEN",
      ["8025/tcp * envoy 40"],
    ],
    ["lsof that lost its asterisk", "envoy 40 web 3u IPv4 0xcb1c 0t0 TCP :8025 (LISTEN)", ["8025/tcp - envoy 40"]],
    [
      "docker ps with escaped arrows",
      'CONTAINER ID IMAGE COMMAND CREATED STATUS PORTS NAMES\n810ab89fe176 caddy "run" 2 days ago Up 2 days 192.0.2.3:81-\\>80/tcp edge',
      ["81/tcp 192.0.2.3 edge"],
    ],
    [
      "the ports of docker inspect, cut on both sides",
      '    "Ports": {\n      "81/tcp": [{ "HostIp": "192.0.2.3", "HostPort": "8025" }],\n      "82/tcp": null\n    }\n  },\n  "Mounts": [\n    {\n      "Type": "bind",',
      ["8025/tcp 192.0.2.3"],
    ],
    [
      "one binding of docker inspect",
      '"81/udp": [\n  {\n    "HostIp": "192.0.2.3",\n    "HostPort": "8025"\n  }\n]',
      ["8025/udp 192.0.2.3"],
    ],
    [
      "Ansible's readable facts",
      "># web1 - SUCCESS\n>  * ## Tcp_Listen\n>  * ## Envoy\n>    * address: 192.0.2.3\n>    * name: envoy\n>    * pid: 40\n>    * port: 8025\n>    * protocol: tcp\n>    * stime: Mon Jul 5\n>    * user: web",
      ["8025/tcp 192.0.2.3 envoy 40"],
    ],
    [
      "/proc/net in a mail",
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrns=\nmt   uid  timeout inode\n   0: 00000000:1F59 00000000:0000 0A 00000000:00000000 00:00000000 000000=\n00     0        0 2666 1 000000007152e43f 100 0 0 10 0",
      ["8025/tcp 0.0.0.0"],
    ],
  ])("are read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it.each([
    [
      "lsof, words behind the state",
      "envoy 40 web 3u IPv4 0x1 0t0 TCP *:8025 (LISTEN) is the proxy",
      ["8025/tcp * envoy 40"],
    ],
    ["lsof, no blank before the state", "envoy 40 web 3u IPv4 0x1 0t0 TCP *:8025(LISTEN)", ["8025/tcp * envoy 40"]],
    ["lsof, a cut end", "envoy 40 web 3u IPv4 0x1 0t0 TCP *:8025 (LISTEN)...", ["8025/tcp * envoy 40"]],
    [
      "docker ps, cut ports",
      'CONTAINER ID IMAGE COMMAND CREATED STATUS PORTS NAMES\n0a1b2c3d4e5a caddy "run" 2 hours ago Up 2 hours 0.0.0.0:81->80/tcp, 0.0.0.0:443->44... edge',
      ["81/tcp 0.0.0.0 edge"],
    ],
    ["docker ps, ports alone", "PORTS\n0.0.0.0:81->80/tcp, :::82->80/tcp", ["81/tcp 0.0.0.0", "82/tcp ::"]],
    ["kubectl, cut endpoints", "NAME ENDPOINTS AGE\ndb 10.9.0.7:5432,10.9.0.8:54... 3d", ["5432/- 10.9.0.7 db"]],
    ["nc, an address in round brackets", "edge.example (192.0.2.5) 8025 (ssh) open", ["8025/tcp 192.0.2.5"]],
  ])("are read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it("are no listeners in a list of proxies", () => {
    expect(readBriefly("ip,port,country\n192.0.2.1,8080,DE\n192.0.2.2,3128,FR")).toEqual([]);
  });

  it("count what was cut from a list", () => {
    const { notUnderstood } = readListeners(
      "web ClusterIP 10.0.4.4 <none> 8025/TCP,80...",
      portByName,
      parseStructured,
    );
    expect(notUnderstood.map(({ text }) => text)).toEqual(["web 8025/TCP,80..."]);
  });
});

describe("a state", () => {
  it.each([
    [
      "ss for one state",
      "Recv-Q Send-Q Local Address:Port Peer Address:Port\n0 4096 192.0.2.7:8443 0.0.0.0:*",
      ["8443/tcp 192.0.2.7"],
    ],
    [
      "ss for one state without a head",
      "$ ss -Hun state unconnected\n0 0 192.0.2.7:8125 0.0.0.0:*",
      ["8125/udp 192.0.2.7"],
    ],
    ["a row of BSD without its peer", "tcp46 0 0 *.8443", ["8443/tcp *"]],
    ["a row of Windows with a remark", "TCP 127.0.0.1:8443 LISTENING (Envoy)", ["8443/tcp 127.0.0.1"]],
    [
      "a row of Linux with a remark",
      "tcp 0 0 127.0.0.1:8443 0.0.0.0:* LISTEN 40/envoy (the proxy)",
      ["8443/tcp 127.0.0.1 envoy 40"],
    ],
    ["Solaris, cut", "*.8443 *.* 0 0 49152 0 LISTE", ["8443/tcp *"]],
    ["BSD, cut", "tcp4 0 0 *.8443 *.* LIST", ["8443/tcp *"]],
    ["lsof, cut", "envoy 40 root 6u IPv4 12 0t0 TCP *:8443 (LIS", ["8443/tcp * envoy 40"]],
  ])("is not needed whole: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it("is one of a connection where the peer says so", () => {
    const head = "Recv-Q Send-Q Local Address:Port Peer Address:Port";
    expect(readBriefly(`${head}\n0 0 192.0.2.7:8443 192.0.2.9:50000`)).toEqual([]);
    expect(readBriefly("tcp4 0 0 *.* *.* CLOSED\ntcp4 0 0 *.8443 *.* CLOSED")).toEqual([]);
  });

  it("may stand on the line below a row of BSD", () => {
    expect(readBriefly("tcp4       0      0  *.8443                 *.*\n                    CLOSED")).toEqual([]);
  });
});

describe("brackets and asterisks", () => {
  it.each([
    ["a bracket that was lost", 'tcp LISTEN ::]:8443 users:(("envoy",pid=40,fd=3))', ["8443/tcp ::] envoy 40"]],
    ["an asterisk too many", "udp UNCONN 0 0 [::]:8125 [::]:**", ["8125/udp [::]"]],
  ])("are read around an address: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });
});

describe("names of services files", () => {
  it.each([
    ["Red Hat", "tcp 0 0 0.0.0.0:hostmon 0.0.0.0:* LISTEN", ["5355/tcp 0.0.0.0"]],
    ["Solaris", "*.lockd *.* 0 0 49152 0 LISTEN\n*.listen *.* 0 0 49152 0 LISTEN", ["4045/tcp *", "2766/tcp *"]],
  ])("are read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });
});
