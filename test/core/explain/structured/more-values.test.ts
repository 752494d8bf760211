import { describe, expect, it } from "vitest";
import { parseStructured } from "#adapters/structured/index.ts";
import { readListeners } from "#core/explain/read-listeners.ts";

/** `22/tcp 192.0.2.1 sshd`: port, transport, address or `*` for every, process or service. */
function read(text: string): readonly string[] {
  return readListeners(text, undefined, parseStructured).listeners.map(
    ({ port, transport, address, scope, process, service }) =>
      [`${port}/${transport ?? "-"}`, address ?? (scope === "every" ? "*" : "-"), process ?? service ?? "-"]
        .join(" ")
        .replace(/(?: -)+$/, ""),
  );
}

const WEB = ["services:", "  web:", "    image: web:7", "    ports:", '      - "127.0.0.1:8080:80"'];

describe("a file in code", () => {
  it.each([
    ["behind an opening backtick", `const file = \`${WEB.join("\n")}\n\`;\n`],
    ["of an object", `\t\tcompose: \`${WEB.join("\n")}\n\`,\n\t\tservice: "web",`],
    ["in three quotes", `    text = """${WEB.join("\n")}\n"""`],
    ["in a raw text of Go", `\tfile := []byte(\`version: "3"\n${WEB.join("\n")}\`)`],
    ["in a shell's quotes", `echo "version: '3'\n${WEB.join("\n").replaceAll('"', "")}" > compose.yaml\n`],
    ["as lines that are joined", `x = [\n${WEB.map((line) => `    '${line}',`).join("\n")}\n].join('\\n')`],
    ["as pieces that are added", WEB.map((line) => `${JSON.stringify(`${line}\n`)} +`).join("\n")],
    ["as pieces beside each other", `(\n${WEB.map((line) => `    '${line}\\n'`).join("\n")}\n)`],
    ["on one line", `write(${JSON.stringify(WEB.join("\n"))});`],
    ["indented as the line that begins it", `  parse(\`services:\n${WEB.slice(1).join("\n")}\`)`],
  ])("is read: %s", (_, text) => {
    expect(read(text)).toEqual(["8080/tcp 127.0.0.1 web"]);
  });

  it("is read as JSON in pieces, whose connections are none that listen", () => {
    const pieces = (state: string) =>
      `rows = parse(\n    '[{"LocalAddress":"0.0.0.0","LocalPort":5985,'\n    '"State":"${state}","OwningProcess":12}]'\n)`;
    expect(read(pieces("Listen"))).toEqual(["5985/tcp 0.0.0.0"]);
    expect(read(pieces("Established"))).toEqual([]);
  });
});

describe("a part of a manifest", () => {
  const RULES = [
    "rules:",
    "- host: a.example.org",
    "  http:",
    "    paths:",
    "    - path: /",
    "      backend: { serviceName: web, servicePort: 80 }",
  ];
  const SPEC = ["spec:", ...RULES.map((line) => `  ${line}`), "  tls:", "  - secretName: web"];
  it.each([
    ["an Ingress in its metadata", ["  name: web", "  uid: 5c1", ...SPEC], ["80/tcp a.example.org web"]],
    ["an Ingress at its specification", SPEC, ["80/tcp a.example.org"]],
    [
      "an Ingress at its rules",
      ["  # …", ...[...RULES, "tls:", "- x: y"].map((line) => `  ${line}`)],
      ["80/tcp a.example.org"],
    ],
  ])("is read: %s", (_, lines, http) => {
    expect(read(lines.join("\n"))).toEqual([...http, ...http.map((row) => row.replace("80/", "443/"))]);
  });

  it.each([
    ["Endpoints", ["subsets:", "- addresses:", "  - ip: 10.1.2.3", "  ports:", "  - port: 9376"]],
    ["an EndpointSlice", ["endpoints:", "- addresses:", "  - 10.1.2.3", "ports:", "- name: http", "  port: 9376"]],
  ])("is read: %s", (_, lines) => {
    expect(read(lines.join("\n"))).toEqual(["9376/tcp 10.1.2.3"]);
  });

  it.each([
    ["rules of access", ["rules:", '- apiGroups: [""]', "  resources: [pods]", "ports: []"]],
    ["alerts", ["spec:", "  rules:", "  - alert: PortDown", "    expr: up == 0"]],
    [
      "a Deployment",
      ["spec:", "  containers:", "  - name: web", "    ports:", "    - name: http", "      containerPort: 80"],
    ],
  ])("is no listener if it is of %s", (_, lines) => {
    expect(read(lines.join("\n"))).toEqual([]);
  });
});

describe("a manifest without its indentation", () => {
  const PORTS = ["- name: http", "port: 80", "nodePort: 30080", "- name: https", "port: 443", "nodePort: 30443"];
  const ROWS = ["80/tcp 10.0.0.9 web", "30080/tcp * web", "443/tcp 10.0.0.9 web", "30443/tcp * web"];
  const HEAD = ["apiVersion: v1", "kind: Service", "metadata:", "name: web", "spec:", "clusterIP: 10.0.0.9"];
  it.each([
    ["of a Service", [...HEAD, "ports:", ...PORTS, "selector:", "app: web"]],
    ["of a part of one", [...HEAD.slice(3), "ports:", ...PORTS]],
    ["with one tab", [...HEAD, "ports:", ...PORTS.map((line) => `\t${line}`), "type: NodePort"]],
    ["with tabs", [...HEAD, "ports:", ...PORTS.map((line) => (line.startsWith("-") ? `\t${line}` : `\t\t${line}`))]],
  ])("is read: %s", (_, lines) => {
    expect(read(lines.join("\n"))).toEqual(ROWS);
  });

  it("is read with the addresses of its balancer", () => {
    const status = ["status:", "loadBalancer:", " ingress:", " - ip: 192.0.2.4"];
    expect(read([...HEAD, "ports:", "- port: 80", "protocol: TCP", ...status].join("\n"))).toEqual([
      "80/tcp 10.0.0.9 web",
      "80/tcp 192.0.2.4 web",
    ]);
  });

  it("is read of an Ingress", () => {
    const lines = [
      "kind: Ingress",
      "metadata:",
      "name: web",
      "spec:",
      "rules:",
      "- host: a.example.org",
      "http:",
      "paths:",
    ];
    expect(read(["apiVersion: networking.k8s.io/v1", ...lines, "# ports"].join("\n"))).toEqual([
      "80/tcp a.example.org web",
    ]);
  });
});

describe("ports of a compose file", () => {
  const service = (...ports: readonly string[]) => ["services:", "  web:", "    image: web:7", "    ports:", ...ports];
  it.each([
    ["of an anchor", ["x-p: &p", '  - "8080:80"', "services:", "  web:", "    image: web:7", "    ports: *p"]],
    ["of a merged base", ["x-b: &b", '  ports: ["8080:80"]', "services:", "  web:", "    <<: *b", "    image: web:7"]],
    [
      "of merged bases",
      ["x-b: &b", '  ports: ["8080:80"]', "services:", "  web:", "    image: i", "    <<: [*b, *no]"],
    ],
    ["with a default in a default", service(`      - "\${P:-\${Q:-8080}}:80"`)],
    ["with escaped variables", service(`      - "\\\${P:-8080}:80"`)],
  ])("are read: %s", (_, lines) => {
    expect(read(lines.join("\n"))).toEqual(["8080/tcp * web"]);
  });

  it.each([
    ["alone, on one line", ['ports: ["8080:80"]']],
    ["alone, in the long syntax", ["  ports:", "    - target: 80", '      published: "8080"', "      mode: host"]],
    ["in a service whose indentation is broken", service('      - "8080:80"').with(2, "   image: web:7")],
    ["beside their service", service('      - "8080:80"').with(3, "  ports:")],
  ])("are read: %s", (_, lines) => {
    expect(read(lines.join("\n"))).toEqual(["8080/tcp *"]);
  });

  it("are no listeners if they are a list of numbers or a setting", () => {
    expect(read("ports: [80, 443]")).toEqual([]);
    expect(read("ports:\n  - target: 80\n    protocol: tcp")).toEqual([]);
  });

  it("are read once for each alias, up to a limit", () => {
    const levels = Array.from("bcdefghij", (name, at) => `${name}: &${name} [${`*${"abcdefghi"[at]}, `.repeat(9)}]`);
    expect(read(["a: &a", '  ports: ["8080:80"]', ...levels].join("\n"))).toContain("8080/tcp * a");
  });
});

describe("a service of Swarm", () => {
  const PORT = ["PublishedPort = 8080", "  Protocol = tcp", "  TargetPort = 80", "  PublishMode = ingress"];
  it("is read as `docker service inspect --pretty` prints it", () => {
    const lines = ["Endpoint Mode:  vip", "Ports:", ...PORT, ...PORT.with(0, "PublishedPort = 8443")];
    expect(read(lines.join("\n"))).toEqual(["8080/tcp *", "8443/tcp *"]);
  });

  it("is read in a part of `docker compose ps --format json`", () => {
    expect(read('{"URL": "127.0.0.1", "TargetPort": 80, "PublishedPort": 8080, "Protocol": "tcp"},')).toEqual([
      "8080/tcp 127.0.0.1",
    ]);
  });
});

describe("what tools publish for a container", () => {
  const BLOCK = ["  ports {", "    internal = 80", "    external = 8080", '    ip       = "127.0.0.1"', "  }"];
  it.each([
    ["Terraform", ['resource "docker_container" "web" {', '  name = "web"', ...BLOCK, "}"], "8080/tcp 127.0.0.1"],
    ["ECS", ['{"name": "web", "portMappings": [{"containerPort": 80, "hostPort": 8080}]}'], "8080/tcp * web"],
    [
      "a task of ECS",
      ['"networkBindings": [{"bindIP": "0.0.0.0", "containerPort": 80, "hostPort": 8080}]'],
      "8080/tcp 0.0.0.0",
    ],
    [
      "Ansible",
      ["docker_container:", "  image: web:7", "  published_ports:", "    - 8080:80"],
      "8080/tcp * docker_container",
    ],
  ])("is read: %s", (_, lines, row) => {
    expect(read(lines.join("\n"))).toEqual([row]);
  });

  it.each([
    ["a container of ECS without a port of the host", '{"name": "web", "portMappings": [{"containerPort": 80}]}'],
    ["a dynamic port of ECS", '{"portMappings": [{"containerPort": 80, "hostPort": 0}]}'],
    ["a setting of a client", 'ip = "192.0.2.7"\nport = 80'],
    ["a network", "networks:\n  ports:\n    external: true\n    internal: false"],
  ])("is nothing for %s", (_, text) => {
    expect(read(text)).toEqual([]);
  });
});
