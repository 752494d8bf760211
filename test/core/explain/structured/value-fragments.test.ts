import { describe, expect, it } from "vitest";
import { parseStructured } from "#adapters/structured/index.ts";
import { readListeners } from "#core/explain/read-listeners.ts";

/** `22/tcp 192.0.2.1 sshd`: port, transport, address or `*` for every, process or service. */
function read(...lines: readonly string[]): readonly string[] {
  return readListeners(lines.join("\n"), undefined, parseStructured).listeners.map(
    ({ port, transport, address, scope, process, service }) =>
      [`${port}/${transport ?? "-"}`, address ?? (scope === "every" ? "*" : "-"), process ?? service ?? "-"]
        .join(" ")
        .replace(/(?: -)+$/, ""),
  );
}

const SSHD = '{"address": "0.0.0.0", "name": "sshd", "pid": 812, "port": 22, "protocol": "tcp"}';
const QUERY = '"pid":"812","port":"22","protocol":"6","address":"0.0.0.0","name":"sshd"';

describe("a value inside a line", () => {
  it.each([
    ["in a table of Markdown", `| **tcp_listen** | A list. Sample: \`[${SSHD}]\` |`],
    ["in a log", `2026-11-21 osqueryd[7]: {"name":"ports","columns":{${QUERY}},"action":"added"}`],
    ["in a log, as a text", `osqueryd: ${JSON.stringify(`{${QUERY}}`)}`],
    ["cut at its beginning", `…,"name":"ports","columns":{${QUERY}},"action":"added"}`],
    ["cut at its end", `ports: [${SSHD}, {"address": "0.0.0.0", "po`],
    ["as Python prints it", "ports {'address': '0.0.0.0', 'name': 'sshd', 'pid': 812, 'port': 22, 'protocol': 'tcp'}"],
    ["as Ruby prints it", '{"address"=>"0.0.0.0", "name"=>"sshd", "pid"=>812, "port"=>22, "protocol"=>"tcp"}'],
    ["as JavaScript prints it", "{ address: '0.0.0.0', name: 'sshd', pid: 812, port: 22, protocol: 'tcp' }"],
  ])("is read: %s", (_, line) => {
    expect(read(line)).toEqual(["22/tcp 0.0.0.0 sshd"]);
  });

  it("may be one of several", () => {
    expect(read(`udp and tcp: ${SSHD.replace("tcp", "udp")} and ${SSHD}`)).toEqual([
      "22/udp 0.0.0.0 sshd",
      "22/tcp 0.0.0.0 sshd",
    ]);
  });

  it.each([
    ["a program's options", 'listen({"host": "0.0.0.0", "port": 8080})'],
    ["a configuration", 'env: {"PORT": "8080", "pid": "/run/x"}'],
    ["a client", 'dial {"address": "192.0.2.1", "port": 22}'],
  ])("is no listener if it is of %s", (_, line) => {
    expect(read(line)).toEqual([]);
  });
});

describe("a part of a value", () => {
  it("of a Service begins below its kind, with hidden addresses", () => {
    expect(
      read(
        "    name: web",
        "  spec:",
        "    clusterIP: 10.0.0.9",
        "    loadBalancerIP: *.*.*.*",
        "    ports:",
        "    - nodePort: 30080",
        "      port: 80",
        "      targetPort: 8080",
      ),
    ).toEqual(["80/tcp 10.0.0.9 web", "30080/tcp * web"]);
  });

  it("of a compose file begins inside a service, indented below a sentence", () => {
    expect(read("Then publish it:", "    image: web:7", "    ports:", '      - "127.0.0.1:8080:80"')).toEqual([
      "8080/tcp 127.0.0.1",
    ]);
  });

  it("of a Deployment or of a list of ports is no listener", () => {
    expect(read("spec:", "  containers:", "  - ports:", "    - containerPort: 80")).toEqual([]);
    expect(read("ports:", "- port: 80", "  targetPort: web")).toEqual([]);
  });

  it("of nmap's XML begins anywhere", () => {
    const ports = [
      '<port protocol="tcp" portid="22"><state state="open"/></port>',
      '<port protocol="tcp" portid="23"><state state="closed"/></port>',
    ];
    const address = '<address addr="192.0.2.9" addrtype="ipv4"/>';
    expect(read("  <host>", `    ${address}`, "    <ports>", ...ports, "    </ports>", "  </host>")).toEqual([
      "22/tcp 192.0.2.9",
    ]);
    expect(read(address, "<ports>", ...ports)).toEqual(["22/tcp 192.0.2.9"]);
    expect(read(...ports)).toEqual(["22/tcp"]);
  });
});

describe("values line by line", () => {
  it("are read in osquery's line mode", () => {
    expect(read("  pid = 812", " port = 22", "", "  pid = 7", " port = 0", "", "  pid = 9", " port = 80")).toEqual([
      "22/-",
      "80/-",
    ]);
  });

  it("are read as a web console shows an object", () => {
    expect(
      read(
        " { [-]",
        "   action: added",
        "   columns: { [-]",
        "     address: 0.0.0.0",
        "     path:",
        "     pid: 812",
        "     port: 22",
        "     protocol: 6",
        "   }",
        " }",
      ),
    ).toEqual(["22/tcp 0.0.0.0"]);
    expect(read("columns.address: 0.0.0.0", "columns.pid: 812", "columns.port: 22", "columns.protocol: 6")).toEqual([
      "22/tcp 0.0.0.0",
    ]);
  });

  it("are no listeners in a file of settings", () => {
    expect(read("name: web", "port: 8080", "address: 0.0.0.0")).toEqual([]);
  });
});

describe("damaged values", () => {
  const PORT = '{"IP": "0.0.0.0", "PrivatePort": 80, "PublicPort": 8025, "Type": "tcp"}';
  it.each([
    [
      "two cut lists with words between",
      ['"Ports": [', `${PORT},`, "and at times:", '"Ports": [', PORT.replace("8025", "8026")],
    ],
    ["a cut list above a listing", ['{"Ports": [', PORT, "...", "", "$ ss -tln", "LISTEN 0 9 0.0.0.0:8026 0.0.0.0:*"]],
    ["ports alone", ["[", `${PORT},`, PORT.replace("8025", "8026"), "]"]],
  ])("of Docker are read: %s", (_, lines) => {
    expect(read(...lines)).toEqual(["8025/tcp 0.0.0.0", "8026/tcp 0.0.0.0"]);
  });

  it("of a compose file are read without blanks behind dashes", () => {
    expect(read("services:", "  web:", "    image: web", "    ports:", '      -"8025:80"', "      -8026:443")).toEqual([
      "8025/tcp * web",
      "8026/tcp * web",
    ]);
  });

  const OPEN = '<port protocol="tcp" portid="22"><state state="open"/></port>';
  const HOST = `<host><address addr="192.0.2.9" addrtype="ipv4"/><ports>${OPEN}</ports></host>`;
  it.each([
    ["a cut tag", HOST.replace("<ports>", "<hostnames</hostnames><ports>")],
    ["elements that aren't closed", HOST.replaceAll("/>", ">")],
    ["a comment before them", `<!-- Nmap 7.94 -->${HOST}`],
    ["a text of a program", `const xml = ${JSON.stringify(HOST)};`],
    ["entities", HOST.replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")],
  ])("of nmap are read: %s", (_, text) => {
    expect(read(text)).toEqual(["22/tcp 192.0.2.9"]);
  });

  it("of nmap never open a port by another's state, or on another's host", () => {
    const closed = '<port protocol="tcp" portid="21"><state state="closed"/>';
    const next = HOST.replace("192.0.2.9", "192.0.2.10").replaceAll("22", "23");
    expect(read(HOST.replace(OPEN, closed + OPEN).replace("</host>", "") + next)).toEqual([
      "22/tcp 192.0.2.9",
      "23/tcp 192.0.2.10",
    ]);
  });

  it("of osquery are read with the transport's name", () => {
    const row = '{"address": "192.0.2.5", "port": "8025", "protocol": "tcp"}';
    expect(read(`  serde_json::json!(${row}),`)).toEqual(["8025/tcp 192.0.2.5"]);
  });

  it("of a program's options are no listeners", () => {
    expect(read('{"address": "192.0.2.5", "port": 8025, "protocol": "tcp"}')).toEqual([]);
  });
});
