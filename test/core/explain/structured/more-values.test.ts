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
