import { describe, expect, it } from "vitest";
import type { ServiceMatch } from "#core/search/service-index.ts";
import { services } from "./committed-index.ts";

describe("find", () => {
  it("answers an exact service name with all its transports before anything else", () => {
    expect(services.find("ssh").slice(0, 4).map(shape)).toEqual([
      "22/tcp SSH",
      "22/tcp ssh",
      "22/udp ssh",
      "22/sctp ssh",
    ]);
  });

  it("returns the registry's text", () => {
    expect(services.find("domain-s").find(({ source }) => source === "iana")).toEqual({
      port: 853,
      last: 853,
      transport: "tcp",
      source: "iana",
      serviceName: "domain-s",
      software: null,
      description: "DNS query-response protocol run over TLS",
      exact: true,
      sourceUrl: null,
    });
  });

  it("returns a known use with its program and fact", () => {
    expect(services.find("grafana")[0]).toMatchObject({
      port: 3000,
      transport: "tcp",
      source: "known-use",
      serviceName: null,
      software: "Grafana",
      description: expect.stringContaining("dashboards"),
    });
  });

  it.each([
    ["HTTPS", "https"],
    ["  ssh ", "ssh"],
    ["domain s", "domain-s"],
    ["domain_s", "domain-s"],
    ["DomainS", "domain-s"],
    ["ms sql s", "ms-sql-s"],
    ["ｈｔｔｐ", "http"],
    ["Node-Exporter", "node exporter"],
    ["nodeexporter", "node exporter"],
    ["nextjs", "next.js"],
    ["home_assistant", "Home Assistant"],
  ])("finds the same first for %j as for %j", (typed, usual) => {
    expect(services.find(typed)[0]).toEqual(services.find(usual)[0]);
    expect(services.find(typed)).not.toEqual([]);
  });

  it.each([
    ["iclcnet_svinfo", "iclcnet-svinfo", [887]],
    ["whois++", "whoispp", [63]],
    ["sql*net", "sql-net", [66]],
    ["z39.50", "z39-50", [210]],
  ])("resolves the historic alias %s to %s", (alias, current, ports) => {
    const found = services.find(alias).filter(({ source }) => source === "iana");
    expect(portsOf(found.slice(0, 2))).toEqual(ports);
    expect(found.slice(0, 2).map(({ serviceName }) => serviceName)).toEqual([current, current]);
    expect(found.map(({ serviceName }) => serviceName)).not.toContain(alias);
  });

  it.each([
    ["www", "80/tcp HTTP"],
    ["postgres", "5432/tcp PostgreSQL"],
    ["rdp", "3389/tcp RDP"],
    ["vnc", "5900/tcp VNC"],
    ["DNS", "53/tcp DNS"],
    ["DoT", "853/tcp DNS over TLS"],
    ["samba", "445/tcp Samba"],
    ["sftp", "22/tcp SSH"],
    ["imap ssl", "993/tcp IMAP over TLS"],
    ["smtps", "465/tcp SMTP submission over TLS"],
    ["SQLServer", "1433/tcp SQL Server"],
  ])("resolves the synonym %s", (typed, first) => {
    expect(services.find(typed).slice(0, 1).map(shape)).toEqual([first]);
  });

  it("keeps IANA's own service if people use its name for another", () => {
    expect(services.find("sftp").map(shape)).toContain("115/tcp sftp");
    expect(services.find("www").map(shape)).toContain("80/tcp www");
  });

  it("puts the number that programs use first if a service has several", () => {
    const found = services.find("http-alt");
    expect(found[0]?.port).toBe(8080);
    expect(new Set(portsOf(found.slice(0, 6)))).toEqual(new Set([591, 8008, 8080]));
  });

  it("gives a span its two ends", () => {
    expect(services.find("x11").find(({ source }) => source === "iana")).toMatchObject({
      port: 6000,
      last: 6063,
      transport: "tcp",
    });
  });

  it.each([
    ["k8s", "Kubernetes API server"],
    ["kubelet", "kubelet"],
    ["minecraft", "Minecraft Java"],
    ["minecraft bedrock", "Minecraft Bedrock"],
    ["consul", "Consul"],
    ["tor", "Tor"],
    ["selenium", "Selenium Grid"],
  ])("puts a program's main number first for %s", (name, software) => {
    expect(services.find(name)[0]?.software).toBe(software);
  });

  it("puts security history after what runs there", () => {
    const found = services.find("ntp");
    expect(found[0]?.port).toBe(123);
    expect(found.map(({ software }) => software)).toContain("NTP monlist amplification");
    expect(services.find("slammer").map(({ port }) => port)).toEqual([1434]);
  });

  it("ranks prefixes before words before infixes of names, then words of descriptions", () => {
    const names = services
      .find("snmp")
      .map(({ serviceName, software }) => (serviceName ?? software ?? "").toLowerCase());
    const order = ["snmp", "snmp traps", "snmp exporter", "snmpssh", "patrol-snmp"].map((name) => names.indexOf(name));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(services.find("nagios nrpe").map(shape)).toEqual(["5666/tcp Nagios NRPE", "5666/tcp nrpe"]);
    expect(services.find("framebuffer").slice(0, 1).map(shape)).toEqual(["5900/tcp VNC"]);
  });

  it("gives services without a port last, and only for their exact name", () => {
    const exact = services.find("rdp");
    expect(exact.at(-1)).toMatchObject({ port: null, last: null, serviceName: "rdp", source: "iana" });
    expect(exact.slice(0, -1).every(({ port }) => port !== null)).toBe(true);
    expect(services.find("groovesquid").map(shape)).toEqual(["null/tcp groovesquid"]);
    expect(services.find("groovesqui")).toEqual([]);
  });

  it.each(["", "   ", "-._", "no such service at all", "zzzzzz"])("finds nothing for %j", (name) => {
    expect(services.find(name)).toEqual([]);
  });
});

function shape({ port, transport, serviceName, software }: ServiceMatch): string {
  return `${port}/${transport} ${serviceName ?? software}`;
}

function portsOf(matches: readonly ServiceMatch[]): readonly (number | null)[] {
  return [...new Set(matches.map(({ port }) => port))];
}
