import type { CommandHelp, Option } from "./command.ts";
import type { Commands } from "./find-command.ts";

/** What the program is, how it is called, and a line on each command. */
export function overview(commands: Commands): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return `Usage: portcall COMMAND [OPTIONS]

${columns(rows)}
Help for one command: portcall help COMMAND. The version: portcall --version.
`;
}

/** How one command is called, with every option and examples. */
export function commandHelp(
  name: string,
  { summary, arguments: names, options, examples, notes }: CommandHelp,
): string {
  const usage = ["portcall", name, ...(Object.keys(options).length > 0 ? ["[OPTIONS]"] : []), ...names.map(argument)];
  const described = Object.entries(options).map(([option, about]) => [optionUse(option, about), about.help] as const);
  const tried = examples.map(([args, meaning]) => [`portcall ${name} ${args}`.trimEnd(), meaning] as const);
  const parts = [
    `Usage: ${usage.join(" ")}\n`,
    `portcall ${name} ${summary}.\n`,
    columns(described),
    columns(tried),
    `${notes ?? ""}\n`,
  ];
  return parts.filter((part) => part.trim() !== "").join("\n");
}

function argument(name: string): string {
  return name.endsWith("…") ? `[${name}]` : name;
}

function optionUse(name: string, option: Option): string {
  return option.type === "string" ? `--${name} ${option.placeholder}` : `--${name}`;
}

/** Two columns, the second one aligned. */
function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}   ${second}\n`).join("");
}
