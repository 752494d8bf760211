import type { CheckCommand } from "#core/answers/commands.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import type { CardNode } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";

/** The first command of each system gets a block; the others share one, each under its tool's name. */
export function commandNodes({ commands }: PortAnswer, { port: { listening: words } }: Messages): CardNode[] {
  if (commands.length === 0) return [];
  const main = commands.filter(
    (each, at) => LOCAL.includes(each.system) && commands.findIndex(({ system }) => system === each.system) === at,
  );
  // lsof is the same on Linux and macOS; once is enough.
  const more = commands.filter(({ command }) => main.every((shown) => shown.command !== command));
  const named = (each: CheckCommand) => words.system(each.system, each.label);
  return [
    { type: "heading", text: words.heading },
    ...main.map(
      (each): CardNode => ({ type: "code", label: named(each), language: each.language, code: each.command }),
    ),
    ...(more.length === 0
      ? []
      : [
          {
            type: "code",
            label: words.more,
            language: "text",
            code: more.map((each) => `# ${named(each)}\n${each.command}`).join("\n"),
          } satisfies CardNode,
        ]),
    { type: "text", content: [words.conclusion] },
  ];
}

/** The systems whose command runs on the machine itself. */
const LOCAL: readonly CheckCommand["system"][] = ["linux", "macos", "windows"];
