import { editDistance } from "#core/search/edit-distance.ts";
import type { Command } from "./command.ts";

/** The commands of a program, by name; a name of two words is a command of the group that the first word names. */
export type Commands = Readonly<Record<string, Command>>;

/** The command that the arguments begin with, and the arguments left to it. */
export function findCommand(args: readonly string[], commands: Commands) {
  for (const [name, command] of Object.entries(commands)) {
    const words = name.split(" ");
    if (words.every((word, at) => word === args[at])) return { name, command, args: args.slice(words.length) };
  }
  return undefined;
}

/** The commands of a group; undefined where there is no such group. */
export function findGroup(group: string | undefined, commands: Commands): Commands | undefined {
  const members = Object.entries(commands).filter(([name]) => name.startsWith(`${group} `));
  return members.length > 0 ? Object.fromEntries(members) : undefined;
}

/** What is wrong with arguments that begin with no command, and which command was probably meant. */
export function explainUnknown(args: readonly string[], commands: Commands): string {
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

/** Typing errors at most in what was meant to be a command. */
const TYPING_ERRORS = 2;

/** The command whose name, or a word of it, is closest to what was typed; undefined where none is close. */
function closestCommand([first = "", second = ""]: readonly string[], commands: Commands): string | undefined {
  const typed = [first, `${first} ${second}`];
  const distances = Object.keys(commands).map((name) => {
    const each = [name, ...name.split(" ")].flatMap((known) =>
      typed.map((text) => editDistance(text, known, TYPING_ERRORS)),
    );
    return { name, distance: Math.min(...each) };
  });
  const [best] = distances.sort((a, b) => a.distance - b.distance);
  return best !== undefined && best.distance <= TYPING_ERRORS ? best.name : undefined;
}
