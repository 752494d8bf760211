import { describe, expect, it } from "vitest";
import { services } from "./committed-index.ts";

const found = (text: string, count = 25) =>
  services
    .search(text)
    .slice(0, count)
    .map(({ port, serviceName, software }) => `${port} ${serviceName ?? software}`);

describe("search", () => {
  it("puts an exact name first and the well-known near the top", () => {
    expect(found("time protocol")[0]).toBe("37 Time");
    expect(found("time protocol", 12)).toContain("123 NTP");
  });

  it.each([
    ["network time", "123 NTP"],
    ["remote desktop", "3389 RDP"],
    ["dns server", "53 DNS"],
    ["domain name", "53 DNS"],
    ["kubernetes api", "6443 Kubernetes API server"],
    ["remote framebuffer", "5900 VNC"],
    ["message submission over tls", "465 submissions"],
    ["What is the default port for Grafana?", "3000 Grafana"],
    ["player of the bedrock edition", "19132 Minecraft Bedrock"],
  ])("finds for %j first %s", (text, first) => {
    expect(found(text, 1)).toEqual([first]);
  });

  it("ranks matches of all words before matches of some", () => {
    const all = found("mail submission");
    expect(all.slice(0, 2)).toContain("587 SMTP submission");
    expect(all.length).toBeGreaterThan(2);
  });

  it("finds rows that assign a use without a service name", () => {
    expect(services.search("private mail system").find(({ source }) => source === "iana")).toMatchObject({
      port: 24,
      serviceName: null,
      description: "any private mail system",
    });
  });

  it.each(["", "  ", "?!", "qqqqqq zzzzzz"])("finds nothing for %j", (text) => {
    expect(services.search(text)).toEqual([]);
  });
});
