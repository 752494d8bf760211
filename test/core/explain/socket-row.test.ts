import { describe, expect, it } from "vitest";
import { readListeners } from "#core/explain/read-listeners.ts";
import { portByName } from "../../support/registry/committed.ts";

/** `22 tcp * sshd 815`, a listener each; and the counts of connections and of lines that were not understood. */
function read(...rows: readonly string[]) {
  const { listeners, connections, notUnderstoodCount } = readListeners(rows.join("\n"), portByName);
  const described = listeners.map(({ port, transport, address, process, pid }) =>
    [port, transport, address, process ?? "-", pid ?? "-"].join(" "),
  );
  return { listeners: described, connections, unread: notUnderstoodCount };
}

describe("a row of sockets", () => {
  it.each([
    [
      "AIX, with the kernel's address",
      [
        "PCB/ADDR         Proto Recv-Q Send-Q  Local Address      Foreign Address    (state)",
        "f1000600024cd398 tcp        0      0  *.3141             *.*                LISTEN",
        "f100060002134398 tcp4       0      0  127.0.0.1.3141     127.0.0.1.64501    CLOSE_WAIT",
      ],
      { listeners: ["3141 tcp * - -"], connections: 1, unread: 0 },
    ],
    [
      "macOS, with the kernel's address and a hash",
      [
        "Socket           Flowhash Proto Recv-Q Send-Q  Local Address      Foreign Address    (state)",
        "7fb03cb93c70600d 777662f1 udp4       0      0  *.5353             *.*",
        "7fb03cb93c7b8a8d        0 udp4       0      0  *.*                *.*",
      ],
      { listeners: ["5353 udp * - -"], connections: 0, unread: 0 },
    ],
    [
      "macOS, on a host's name, above its Unix sockets",
      [
        "tcp4       0      0  mac.example.62979      *.*                    LISTEN",
        "Address          Type   Recv-Q Send-Q            Inode             Conn             Refs          Nextref Addr",
        "fffff80003ab6100 stream      0      0                0 fffff80003ab6200                0                0",
      ],
      { listeners: ["62979 tcp mac.example - -"], connections: 0, unread: 0 },
    ],
    [
      "sockstat, with its owner before the protocol",
      [
        "USER     COMMAND    PID   FD PROTO  LOCAL ADDRESS         FOREIGN ADDRESS",
        "root     sshd       815   4  tcp6   *:22                  *:*",
        "root     sshd       4593  4  tcp4   192.0.2.2:22          192.0.2.4:59217",
        "?        ?          ?     ?  tcp4   127.0.0.1:631         *:*",
      ],
      { listeners: ["22 tcp * sshd 815", "631 tcp 127.0.0.1 - -"], connections: 1, unread: 0 },
    ],
    [
      "Solaris, with the protocol above",
      [
        "UDP: IPv4",
        "   Local Address        Remote Address      State",
        "-------------------- -------------------- ----------",
        "      *.111                                 Idle",
        "      *.*                                   Unbound",
        "TCP: IPv4",
        "   Local Address        Remote Address    Swind Send-Q Rwind Recv-Q    State",
        "127.0.0.1.4999             *.*                0      0 128000      0 LISTEN",
        "192.0.2.5.22         192.0.2.9.51000      131072      0 256000      0 ESTABLISHED",
      ],
      { listeners: ["111 udp * - -", "4999 tcp 127.0.0.1 - -"], connections: 1, unread: 0 },
    ],
    [
      "Solaris, without the protocol above",
      ["      *.111   *.*   0   0 128000   0 LISTEN"],
      { listeners: ["111 tcp * - -"], connections: 0, unread: 0 },
    ],
    [
      "Cisco's open ports, with a service before the state",
      [
        "Prot        Local Address      Foreign Address                  Service    State",
        " tcp                 *:22                  *:0               SSH-Server   LISTEN",
        " udp                 *:67                  *:0            DHCPD Receive   LISTEN",
      ],
      { listeners: ["22 tcp * - -", "67 udp * - -"], connections: 0, unread: 0 },
    ],
    [
      "Cisco's tcp brief",
      [
        "TCB       Local Address               Foreign Address             (state)",
        "7FE47500DA50  192.0.2.1.179              192.0.2.2.24849              ESTAB",
        "7FE474FC5E20  0.0.0.0.179                192.0.2.2.*                  LISTEN",
      ],
      { listeners: ["179 tcp 0.0.0.0 - -"], connections: 1, unread: 0 },
    ],
    [
      "ss without queues and peers",
      ['tcp LISTEN 0.0.0.0:22     users:(("sshd",pid=812,fd=3))'],
      { listeners: ["22 tcp 0.0.0.0 sshd 812"], connections: 0, unread: 0 },
    ],
    [
      "Linux's Unix sockets, which have no port",
      ["tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 1/sshd", "unix  9      [ ]         DGRAM      12 /dev/log"],
      { listeners: ["22 tcp 0.0.0.0 sshd 1"], connections: 0, unread: 0 },
    ],
  ])("is read: %s", (_, rows, expected) => {
    expect(read(...rows)).toEqual(expected);
  });

  it.each([
    ["we added tcp 0 0 0.0.0.0:22 to the list"],
    ["root sshd added it tcp 192.0.2.1:22 *:*"],
    ["192.0.2.1.22 192.0.2.2.80 LISTEN"],
  ])("is not seen in a sentence: %s", (line) => {
    expect(read(line)).toEqual({ listeners: [], connections: 0, unread: 1 });
  });
});
