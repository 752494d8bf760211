import { editDistance } from "#core/search/edit-distance.ts";
import type { Command } from "./command.ts";

/** Commands by name. A name of two words is a command in the group given by the first word. */
export type Commands = Readonly<Record<string, Command>>;

/** The command at the start of the arguments, and the remaining arguments. A number begins a question. */
export function findCommand(args: readonly string[], commands: Commands) {
  const { ask } = commands;
  if (ask !== undefined && /^-?\d/.test(args[0] ?? "")) return { name: "ask", command: ask, args };
  for (const [name, command] of Object.entries(commands)) {
    const words = name.split(" ");
    if (words.every((word, at) => word === args[at])) return { name, command, args: args.slice(words.length) };
  }
  return undefined;
}

/** The commands of a group; undefined if there is no such group. */
export function findGroup(group: string | undefined, commands: Commands): Commands | undefined {
  const members = Object.entries(commands).filter(([name]) => name.startsWith(`${group} `));
  return members.length > 0 ? Object.fromEntries(members) : undefined;
}

/** The error message for an unknown command, with the most similar one. */
export function describeUnknown(args: readonly string[], commands: Commands): string {
  const [first, second] = args;
  if (first === undefined) return "Which command?";
  const group = findGroup(first, commands);
  if (group !== undefined) {
    return second === undefined
      ? `Which command: ${Object.keys(group).join(" or ")}?`
      : `Unknown command: ${first} ${second}`;
  }
  const closest = closestCommand(args, commands);
  const hint = closest === undefined ? `To ask about it: portcall ask ${args.join(" ")}` : `Did you mean: ${closest}?`;
  return `Unknown command: ${first}. ${hint}`;
}

/** The most edits between what was typed and the command suggested for it. */
const MAX_TYPOS = 2;

/** The command most similar to what was typed; undefined if none is similar. */
function closestCommand([first = "", second = ""]: readonly string[], commands: Commands): string | undefined {
  const typed = [first, `${first} ${second}`];
  const distances = Object.keys(commands).map((name) => {
    const each = [name, ...name.split(" ")].flatMap((known) =>
      typed.map((text) => editDistance(text, known, MAX_TYPOS)),
    );
    return { name, distance: Math.min(...each) };
  });
  const [best] = distances.sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= MAX_TYPOS ? best.name : undefined;
}
