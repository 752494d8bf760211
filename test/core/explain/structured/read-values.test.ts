import { describe, expect, it } from "vitest";
import { parseStructured } from "#adapters/structured/index.ts";
import { MAX_LISTENERS } from "#core/explain/listener.ts";
import { readListeners } from "#core/explain/read-listeners.ts";
import { NO_PORT_NAMES } from "#core/registry/port-by-name.ts";

/** `8080 tcp * web`: port, transport, address or `*` for every and `-` for none, process or service. */
function read(text: string): readonly string[] {
  return readListeners(text, NO_PORT_NAMES, parseStructured).listeners.map(
    ({ port, transport, address, scope, process, service }) =>
      [port, transport ?? "-", address ?? (scope === "every" ? "*" : "-"), process ?? service ?? "-"].join(" "),
  );
}

const SERVICE = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "web", namespace: "shop" },
  spec: { type: "NodePort", clusterIP: "10.96.0.10", ports: [{ port: 80, nodePort: 30080, protocol: "TCP" }] },
};

describe("JSON", () => {
  it.each([
    [
      "docker inspect",
      [
        {
          Name: "/db",
          NetworkSettings: { Ports: { "5432/tcp": [{ HostIp: "127.0.0.1", HostPort: "15432" }], "80/tcp": null } },
        },
      ],
      ["15432 tcp 127.0.0.1 db"],
    ],
    ["docker inspect's ports alone", { "80/tcp": [{ HostIp: "0.0.0.0", HostPort: "8080" }] }, ["8080 tcp 0.0.0.0 -"]],
    [
      "docker inspect of a container that is stopped",
      [{ Name: "/db", State: { Running: false }, HostConfig: { PortBindings: { "80/tcp": [{ HostPort: "80" }] } } }],
      [],
    ],
    [
      "Docker's API",
      {
        Names: ["/web"],
        Ports: [
          { IP: "0.0.0.0", PrivatePort: 80, PublicPort: 8080, Type: "tcp" },
          { PrivatePort: 443, Type: "tcp" },
        ],
      },
      ["8080 tcp 0.0.0.0 web"],
    ],
    [
      "podman ps",
      [{ Names: ["web"], Ports: [{ host_ip: "", container_port: 80, host_port: 8080, range: 2, protocol: "udp" }] }],
      ["8080 udp * web", "8081 udp * web"],
    ],
    ["docker ps", { Names: "web", Ports: "0.0.0.0:80->8080/tcp, [::]:80->8080/tcp" }, ["80 tcp 0.0.0.0, [::] web"]],
    [
      "docker compose ps",
      {
        Name: "shop-db-1",
        Publishers: [
          { URL: "0.0.0.0", TargetPort: 3306, PublishedPort: 3308, Protocol: "tcp" },
          { TargetPort: 1, PublishedPort: 0 },
        ],
      },
      ["3308 tcp 0.0.0.0 shop-db-1"],
    ],
    ["kubectl get -o json", { kind: "List", items: [SERVICE] }, ["80 tcp 10.96.0.10 shop/web", "30080 tcp * shop/web"]],
    [
      "ConvertTo-Json",
      [
        { LocalAddress: "0.0.0.0", LocalPort: 445, State: 2, OwningProcess: 4, ProcessName: "System" },
        { LocalAddress: "192.0.2.9", LocalPort: 5000, State: "Established" },
        { LocalAddress: "::", LocalPort: 5353 },
      ],
      ["445 tcp 0.0.0.0 System", "5353 tcp :: -"],
    ],
    [
      "osquery",
      [{ pid: "892", port: "22", protocol: "6", address: "0.0.0.0", path: "/usr/sbin/sshd" }],
      ["22 tcp 0.0.0.0 sshd"],
    ],
    ["Ansible", [{ address: "::", name: "sshd", pid: 937, port: 22, protocol: "tcp" }], ["22 tcp :: sshd"]],
    ["masscan -oJ", [{ ip: "192.0.2.9", ports: [{ port: 80, proto: "tcp", status: "open" }] }], ["80 tcp 192.0.2.9 -"]],
  ])("of %s is read in one line and in many", (_, value, listeners) => {
    expect(read(JSON.stringify(value))).toEqual(listeners);
    expect(read(`$ some command\n\n${JSON.stringify(value, null, 2)}\n`)).toEqual(listeners);
  });

  it("is read one object a line", () => {
    const line = (name: string, port: number) => JSON.stringify({ Names: name, Ports: `0.0.0.0:${port}->80/tcp` });
    expect(read(`${line("a", 8001)}\n${line("b", 8002)}`)).toEqual(["8001 tcp 0.0.0.0 a", "8002 tcp 0.0.0.0 b"]);
  });

  it("is read from a part of it", () => {
    const text =
      '"Name": "/web",\n"NetworkSettings": {\n  "Ports": {\n    "80/tcp": [{"HostIp": "", "HostPort": "8080"}]\n  }\n},\n"Path": "x",';
    expect(read(text)).toEqual(["8080 tcp * web"]);
  });

  it("that says nothing of listeners isn't understood", () => {
    const { listeners, notUnderstoodCount } = readListeners('{"port": 80, "name": "x"}');
    expect([listeners.length, notUnderstoodCount]).toEqual([0, 1]);
  });
});

describe("YAML", () => {
  it("of a compose file is read", () => {
    const text = [
      "services:",
      "  web:",
      "    image: nginx",
      "    ports:",
      "      - 8000-8001:80-81",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is Compose's own syntax
      '      - "127.0.0.1:${HTTPS_PORT:-8443}:443/tcp"',
      '      - "9000"',
      "      - target: 53",
      "        published: 5353",
      "        protocol: udp",
    ].join("\n");
    expect(read(text)).toEqual(["8000 tcp * web", "8001 tcp * web", "8443 tcp 127.0.0.1 web", "5353 udp * web"]);
  });

  it("of a part of a compose file is read", () => {
    expect(read('web:\n  image: nginx\n  ports:\n    - "80:80"')).toEqual(["80 tcp * web"]);
  });

  it("of Kubernetes is read, between commands", () => {
    const text = [
      "kubectl apply -f - <<EOF",
      "apiVersion: networking.k8s.io/v1",
      "kind: Ingress",
      "metadata:",
      "  name: shop",
      "spec:",
      "  tls:",
      "  - hosts: [a.example]",
      "  rules:",
      "  - host: a.example",
      "---",
      "apiVersion: discovery.k8s.io/v1",
      "kind: EndpointSlice",
      "metadata: {name: db-1, labels: {kubernetes.io/service-name: db}}",
      "endpoints:",
      '- addresses: ["10.0.5.20"]',
      "ports:",
      "- port: 5432",
      "EOF",
    ].join("\n");
    expect(read(text)).toEqual(["80 tcp a.example shop", "443 tcp a.example shop", "5432 tcp 10.0.5.20 db"]);
  });
});

describe("nmap's XML", () => {
  it("is read with the versions", () => {
    const text = [
      '<?xml version="1.0"?>',
      '<nmaprun><host><address addr="192.0.2.9" addrtype="ipv4"/><ports>',
      '<port protocol="tcp" portid="22"><state state="open"/><service name="ssh" product="OpenSSH" version="9.2"/></port>',
      '<port protocol="tcp" portid="23"><state state="closed"/></port>',
      "</ports></host></nmaprun>",
    ].join("\n");
    const { listeners, notUnderstoodCount } = readListeners(text, NO_PORT_NAMES, parseStructured);
    expect(listeners).toMatchObject([{ port: 22, address: "192.0.2.9", product: "OpenSSH 9.2" }]);
    expect(notUnderstoodCount).toBe(0);
  });
});

describe("a few characters that name all ports", () => {
  it("cost no more than the limit", () => {
    const ports = Array.from({ length: 2000 }, () => '      - "1-65535:1-65535"').join("\n");
    const { listeners, listenersLeftOut } = readListeners(
      `services:\n  web:\n    ports:\n${ports}`,
      NO_PORT_NAMES,
      parseStructured,
    );
    expect([listeners.length, listenersLeftOut > 0]).toEqual([MAX_LISTENERS, true]);
  });

  it("are counted up to a limit in all blocks together", () => {
    const text = "services: {a: {ports: [1-65535:1-65535]}}\nx\n".repeat(400);
    const { listenersLeftOut } = readListeners(text, NO_PORT_NAMES, parseStructured);
    expect(listenersLeftOut).toBeLessThan(101_000);
  });
});
