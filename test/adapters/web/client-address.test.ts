import { Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { clientAddress } from "#adapters/web/index.ts";

function addressOf(remoteAddress: string, proxies = 0, forwarded?: string): string {
  const socket = Object.defineProperty(new Socket(), "remoteAddress", { value: remoteAddress });
  return clientAddress({ headers: forwarded === undefined ? {} : { "x-forwarded-for": forwarded }, socket }, proxies);
}

describe("the address that requests are counted for", () => {
  it("is the connection's, whatever a header says, unless proxies are configured", () => {
    expect(addressOf("192.0.2.1", 0, "198.51.100.7")).toBe("192.0.2.1");
    expect(addressOf("192.0.2.1", 1)).toBe("192.0.2.1");
  });

  it("is what the outermost of the configured proxies saw, never what a client wrote before it", () => {
    expect(addressOf("10.0.0.1", 1, "203.0.113.9, 198.51.100.7")).toBe("198.51.100.7");
    expect(addressOf("10.0.0.1", 2, "203.0.113.9, 198.51.100.7, 10.0.0.2")).toBe("198.51.100.7");
  });

  it("is the same whatever port a proxy writes behind it", () => {
    expect(addressOf("10.0.0.1", 1, "198.51.100.7:51234")).toBe("198.51.100.7");
    expect(addressOf("10.0.0.1", 1, "[2001:db8:1:2:3::4]:51234")).toBe("2001:db8:1:2::/64");
    expect(addressOf("10.0.0.1", 1, "[2001:db8:1:2:3::4]")).toBe("2001:db8:1:2::/64");
  });

  it("counts a customer's IPv6 network as one", () => {
    expect(addressOf("2001:db8:1:2:3:4:5:6")).toBe("2001:db8:1:2::/64");
    expect(addressOf("2001:0db8:0001:0002::1")).toBe("2001:db8:1:2::/64");
    expect(addressOf("2001:db8::1")).toBe("2001:db8:0:0::/64");
    expect(addressOf("::1")).toBe("0:0:0:0::/64");
    expect(addressOf("::1:2:3:4:192.0.2.1")).toBe("0:0:1:2::/64");
    expect(addressOf("fe80::1%eth0")).toBe("fe80:0:0:0::/64");
    expect(addressOf("::ffff:192.0.2.1")).toBe("192.0.2.1");
  });
});
