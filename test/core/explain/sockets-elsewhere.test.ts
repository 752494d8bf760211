import { describe, expect, it } from "vitest";
import { readBriefly } from "../../support/pastes/read-briefly.ts";

describe("Cisco", () => {
  it.each([
    [
      "an ASA, with the state first",
      [
        "fw/act# sh asp table socket",
        "Protocol  Socket    State      Local Address        Foreign Address",
        "SSL       0001ebf8  LISTEN     192.0.2.1:443        0.0.0.0:*",
        "DTLS      0002ebf8  LISTEN     192.0.2.1:443        0.0.0.0:*",
        "TCP       3712d678  ESTAB      192.0.2.1:22         192.0.2.9:50233",
      ],
      ["443/tcp 192.0.2.1", "443/udp 192.0.2.1"],
    ],
    [
      "an ASA, with the state last",
      [
        "Protocol  Socket    Local Address     Foreign Address   State",
        "TCP       00012bac  192.0.2.1:23      0.0.0.0:*         LISTEN",
        "SSL       00088a18  192.0.2.1:443     192.0.2.9:3759    ESTAB",
      ],
      ["23/tcp 192.0.2.1"],
    ],
    ["an ASA without a head", ["SSL 0001ebf8 LISTEN 192.0.2.1:443 0.0.0.0:*"], ["443/tcp 192.0.2.1"]],
    [
      "sockets without a TCB",
      [
        "R1#show tcp brief",
        "TCB       Local Address               Foreign Address             (state)",
        "78FEF19D20D8  192.0.2.1.23          192.0.2.7.35728             ESTAB",
        "------------  ::.23                 *.*                         LISTEN",
      ],
      ["23/tcp ::"],
    ],
    [
      "IOS-XR",
      [
        "RP/0/RP0/CPU0:r1#show tcp brief",
        "   PCB     VRF-ID     Recv-Q Send-Q Local Address         Foreign Address      State",
        "0x080dc364 0x60000000      0      0  :::22                 :::0                  LISTEN",
        "0x080e5a14 0x60000000      0      0  192.0.2.1:179         192.0.2.2:3344        ESTAB",
      ],
      ["22/tcp ::"],
    ],
    [
      "IOS-XR's sockets of UDP, which have no state",
      [
        "PCB     VRF-ID     Recv-Q Send-Q Local Address         Foreign Address",
        "0x080dc364 0x60000000      0      0  0.0.0.0:161           0.0.0.0:0",
      ],
      ["161/udp 0.0.0.0"],
    ],
    [
      "NX-OS, two lines for each socket",
      [
        "nx1# show sockets connection",
        "Total number of netstack tcp sockets: 3",
        "Active connections (including servers)",
        "        Protocol State/       Recv-Q/   Local Address(port)/",
        "                 Context      Send-Q    Remote Address(port)",
        "[host]: tcp(4/6) LISTEN       0         *(22)",
        "                 Wildcard     0         *(*) ",
        "[host]: tcp      ESTABLISHED  0         192.0.2.1(22)",
        "                 management   96        192.0.2.9(59879)",
        "[host]: udp                   0         2001:db8::1(161)",
        "                 Wildcard     0         *(*)",
      ],
      ["22/tcp *", "161/udp 2001:db8::1"],
    ],
    [
      "NX-OS of old versions",
      ["tcp      LISTEN     0        *(23)", "         Wildcard   0        *(*)"],
      ["23/tcp *"],
    ],
  ])("is read: %s", (_, lines, listeners) => {
    expect(readBriefly(lines.join("\n"))).toEqual(listeners);
  });
});

describe("netstat of Windows", () => {
  it.each([
    ["what stood below the row", "LISTENING 4 Can not obtain ownership information", ["445/tcp 0.0.0.0 - 4"]],
    ["the same in one word of another language", "LISTENING 4 無法取得擁有權資訊", ["445/tcp 0.0.0.0 - 4"]],
    ["a service and its program", "LISTENING 948 RpcSs [svchost.exe]", ["445/tcp 0.0.0.0 svchost.exe 948"]],
    ["a word for the id", "LISTENING n/a", ["445/tcp 0.0.0.0"]],
    ["the end of a string", 'LISTENING 4";', ["445/tcp 0.0.0.0 - 4"]],
  ])("is read with %s behind it", (_, end, listeners) => {
    expect(readBriefly(`  TCP    0.0.0.0:445            0.0.0.0:0              ${end}`)).toEqual(listeners);
  });

  it("is read in a script's own order of columns", () => {
    const lines = [
      "Proto PID   SrvName          FileName              Local                   State",
      "----- ---   -------          --------              -----                   -----",
      "TCP   1408  RpcSs            [svchost.exe]         0.0.0.0:135             LISTENING",
    ];
    expect(readBriefly(lines.join("\n"))).toEqual(["135/tcp 0.0.0.0 - 1408"]);
  });
});

describe("netstat of Linux", () => {
  it.each([
    ["a translated timer", "LISTEN      关闭 (0.00/0/0)", ["3306/tcp 127.0.0.1"]],
    ["a translated state", "监听        77/mysqld", ["3306/tcp 127.0.0.1 mysqld 77"]],
    ["a state in small letters", "listen", ["3306/tcp 127.0.0.1"]],
    ["a timer in two parentheses", "LISTEN eikäi ((0.00/0/0)", ["3306/tcp 127.0.0.1"]],
    ["a translated timer behind a program", "LISTEN 77/mysqld  aus (0.00/0/0)", ["3306/tcp 127.0.0.1 mysqld 77"]],
  ])("is read with %s", (_, end, listeners) => {
    expect(readBriefly(`tcp        0      0 127.0.0.1:3306          0.0.0.0:*               ${end}`)).toEqual(
      listeners,
    );
  });
});

describe("columns that somebody chose", () => {
  it.each([
    [
      "owners first, without the command",
      ['users:(("sshd",pid=812,fd=3)) *:22', 'users:(("rpcbind",pid=1439,fd=5),("systemd",pid=1,fd=57)) [::1]:111'],
      ["22/- * sshd 812", "111/- [::1] rpcbind 1439"],
    ],
    [
      "owners first, below the command",
      ["$ netstat -plnt | awk '{print $7,$4}'", "812/sshd 0.0.0.0:22", "955/nginx: :::80"],
      ["22/tcp 0.0.0.0 sshd 812", "80/tcp :: nginx 955"],
    ],
    [
      "a process's title",
      ["$ netstat -tulnp | awk '{print $1, $4, $7}'", "tcp6 :::80 955/nginx:"],
      ["80/tcp :: nginx 955"],
    ],
    ["ports alone", ["$ ss -ltn | awk '{print $4}' | cut -d: -f2", "22", "6379"], ["22/tcp", "6379/tcp"]],
    ["ports alone in PowerShell", ["LocalPort", "---------", "      135", "     5985"], ["135/tcp", "5985/tcp"]],
  ])("are read: %s", (_, lines, listeners) => {
    expect(readBriefly(lines.join("\n"))).toEqual(listeners);
  });

  it.each([
    ["a count", "$ ss -ltn | cut -d: -f2 | wc -l\n12"],
    ["process ids", "$ netstat -tlnp | awk '{print $7}' | cut -d/ -f1\n812\n955"],
  ])("are not: %s", (_, text) => {
    expect(readBriefly(text)).toEqual([]);
  });
});

describe("ss, translated by a person or a browser", () => {
  it.each([
    ["tcp ESCUCHAR 0 128 0.0.0.0:22 0.0.0.0:*", ["22/tcp 0.0.0.0"]],
    ['tcp 监听 0 128 [::]:22 [::]:* users:(("sshd",pid=812,fd=3))', ["22/tcp [::] sshd 812"]],
    ["udp DESCON 0 0 127.0.0.53%lo:53 0.0.0.0:*", ["53/udp 127.0.0.53%lo"]],
    ["ESCUCHAR 0 128 *:80 *:*", ["80/tcp *"]],
  ])("is read: %s", (text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });
});

describe("systems other than Linux", () => {
  it.each([
    [
      "OpenBSD's netstat -B, with more queues",
      ["tcp        0      0      0      0      0  *.22                   *.*                    LISTEN"],
      ["22/tcp *"],
    ],
    [
      "netstat -u of Solaris 11",
      [
        "UDP: IPv4",
        "   Local Address        Remote Address     User     Pid      Command       State",
        "      *.111                               root         101 rpcbind        Idle",
        "TCP: IPv4",
        "   Local Address        Remote Address     User     Pid     Command      Swind  Send-Q  Rwind  Recv-Q    State",
        "      *.22                 *.*             root        512 sshd              0      0  128000      0 LISTEN",
      ],
      ["111/udp * rpcbind 101", "22/tcp * sshd 512"],
    ],
    [
      "ESXi, where a socket belongs to a world",
      [
        "Proto  Recv Q  Send Q  Local Address         Foreign Address    State        World ID  CC Algo  World Name",
        "tcp         0       0  127.0.0.1:8307        0.0.0.0:0          LISTEN        2099325  newreno  hostd-worker",
        "udp         0       0  0.0.0.0:68            0.0.0.0:0                        2099000           dhclient",
      ],
      ["8307/tcp 127.0.0.1 hostd-worker", "68/udp 0.0.0.0 dhclient"],
    ],
  ])("are read: %s", (_, lines, listeners) => {
    expect(readBriefly(lines.join("\n"))).toEqual(listeners);
  });
});

describe("systemd", () => {
  it("tells in the status of a socket where it listens", () => {
    const lines = [
      "● ssh.socket - OpenBSD Secure Shell server socket",
      "     Loaded: loaded (/usr/lib/systemd/system/ssh.socket; enabled; preset: enabled)",
      "     Active: active (running) since Mon 2026-01-05 10:00:00 UTC; 3 days ago",
      "   Triggers: ● ssh.service",
      "     Listen: 0.0.0.0:22 (Stream)",
      "             [::]:22 (Stream)",
    ];
    expect(readBriefly(lines.join("\n"))).toEqual(["22/tcp 0.0.0.0, [::]"]);
  });

  it("may mark a unit with a dot", () => {
    const lines = ["  [::]:631 cups.socket cups.service", "● 0.0.0.0:2222 shell.socket shell.service"];
    expect(readBriefly(lines.join("\n"))).toEqual(["631/- [::]", "2222/- 0.0.0.0"]);
  });
});
