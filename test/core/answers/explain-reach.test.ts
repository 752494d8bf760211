import { describe, expect, it } from "vitest";
import { reachOf, reachOfAddress } from "#core/answers/explain-reach.ts";
import { scopeOf } from "#core/explain/endpoint.ts";

const ADDRESSES = {
  anywhere: [
    ...["0.0.0.0", "*", "::", "[::]", "", "0:0:0:0:0:0:0:0", "0.0.0.0%eth0", "*%ens3", "::ffff:0.0.0.0"],
    ...[
      "a-1.us-east-1.elb.amazonaws.com",
      "8.8.8.8",
      "203.0.113.7",
      "192.0.2.10",
      "172.15.255.255",
      "172.32.0.0",
      "100.63.255.255",
      "100.128.0.0",
    ],
    ...["11.0.0.1", "192.167.1.1", "169.253.1.1", "223.255.255.255", "2001:db8::10", "[2a00:1450:4001::5]:"],
    ...["::ffff:8.8.8.8", "::ffff:808:808", "64:ff9b::808:808", "2001:db8:85a3:0:0:8a2e:370", "2606:4700::%en0"],
  ],
  network: [
    ...["10.0.0.5", "10.255.255.255", "172.16.0.1", "172.31.255.255", "192.168.1.20", "100.64.0.1", "100.127.255.254"],
    ...["169.254.10.20", "224.0.0.251", "239.255.255.250", "255.255.255.255", "198.18.0.1", "::ffff:192.168.1.1"],
    ...["fd00::1", "fc00::1", "fe80::1%en0", "[fe80::5054:ff:fe12:3456]%enp1s0", "febf::1", "ff02::fb", "ff02::1:2"],
    ...["::ffff:a00:1", "0.0.0.0%virbr0", "*%docker0", "::%wg0", "fe80::aede:48ff:", "fd12:3456:789a:1:", "192.168.1."],
  ],
  host: [
    ...["127.0.0.1", "127.0.0.53%lo", "127.255.255.254", "::1", "[::1]", "0:0:0:0:0:0:0:1", "::ffff:127.0.0.1"],
    ...["::ffff:7f00:1", "localhost", "LOCALHOST", "localhost.localdomain", "ip6-localhost", "localhost6"],
    ...["fe80::1%lo0", "0.0.0.0%lo"],
  ],
  none: [
    ...["0.1.2.3", "::2", "100::1", "5f00::1"],
    ...["web1", "db.example.com", "kbrazil-mac.attl", "localhost-2", "internal-a-1.elb.amazonaws.com"],
  ],
} as const;

describe("an address is reached from", () => {
  const cases = Object.entries(ADDRESSES).flatMap(([reach, all]) => all.map((address) => ({ reach, address })));

  it.each(cases)("$reach: $address", ({ reach, address }) => {
    expect(reachOfAddress(address)).toBe(reach);
  });
});

describe("a listener is reached from", () => {
  it.each([
    ["anywhere", "0.0.0.0"],
    ["anywhere", "203.0.113.7"],
    ["network", "10.0.0.5"],
    ["network", "0.0.0.0%virbr0"],
    ["host", "127.0.0.53%lo"],
    ["host", "localhost"],
  ])("%s, on %s", (reach, address) => {
    expect(reachOf({ address, scope: scopeOf(address) })).toBe(reach);
  });

  it("where the widest of its addresses is", () => {
    expect(reachOf({ address: "10.0.0.5, 203.0.113.7", scope: "address" })).toBe("anywhere");
    expect(reachOf({ address: "127.0.0.1, 10.0.0.5", scope: "address" })).toBe("network");
  });

  it("anywhere, on every address, and nowhere that is known, without one", () => {
    expect(reachOf({ address: null, scope: "every" })).toBe("anywhere");
    expect(reachOf({ address: null, scope: "unknown" })).toBe("none");
  });

  it("the host that scanned itself", () => {
    expect(reachOf({ address: "127.0.0.1", scope: "unknown" })).toBe("host");
  });
});
