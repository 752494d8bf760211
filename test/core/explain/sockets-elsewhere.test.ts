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
    ["a translated timer behind a program", "LISTEN 77/mysqld  aus (0.00/0/0)", ["3306/tcp 127.0.0.1 mysqld 77"]],
  ])("is read with %s", (_, end, listeners) => {
    expect(readBriefly(`tcp        0      0 127.0.0.1:3306          0.0.0.0:*               ${end}`)).toEqual(
      listeners,
    );
  });
});
