/** How chats, mail programs and terminals change a paste, without losing anything. */
export const MANGLINGS: Readonly<Record<string, (text: string) => string>> = {
  "cut at column 80": (text) => eachLine(text, (line) => cut(line, 80)),
  "cut at column 60": (text) => eachLine(text, (line) => cut(line, 60)),
  "wrapped at 80": (text) => eachLine(text, (line) => wrap(line, 80)),
  "wrapped at 60": (text) => eachLine(text, (line) => wrap(line, 60)),
  fenced: (text) => `\`\`\`\n${text}\n\`\`\``,
  "fenced, with a language and words around": (text) => `look at this:\n\n~~~text\n${text}\n~~~\n`,
  coloured: (text) => eachLine(text, (line) => [`\u001b[1;32m${line.slice(0, 5)}\u001b[0m${line.slice(5)}\u001b[K`]),
  indented: (text) => eachLine(text, (line) => [`    ${line}`]),
  "tabs for blanks": (text) => text.replace(/ {8}/g, "\t"),
  "tabs turned to single blanks": (text) => text.replace(/\t+/g, " ").replace(/ {2,}/g, " "),
  "smart quotes": (text) => text.replace(/"([^"\n]*)"/g, "“$1”").replaceAll("->", "–>"),
  quoted: (text) => eachLine(text, (line) => [`> ${line}`]),
  "quoted twice": (text) => eachLine(text, (line) => [`>> ${line}`]),
  "with a prompt around": (text) => `maria@edge1:~$ sudo something\n${text}\nmaria@edge1:~$ `,
  "with Windows' line ends": (text) => text.replaceAll("\n", "\r\n"),
  "with non-breaking spaces": (text) => text.replaceAll("  ", " \u00a0"),
  "with Slack's entities": (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  "cut at column 80, quoted, fenced": (text) =>
    `\`\`\`\n${eachLine(
      eachLine(text, (line) => cut(line, 80)),
      (line) => [`> ${line}`],
    )}\n\`\`\``,
  "as a list": (text) => eachLine(text, (line) => [`- ${line}`]),
  "with bullets": (text) => eachLine(text, (line) => [`  • ${line}`]),
  "in a comment": (text) => eachLine(text, (line) => [`# ${line}`]),
  "in a comment of a program": (text) => eachLine(text, (line) => [`        // ${line}`]),
  "with line numbers of cat": (text) => numbered(text, (number) => `${number}`.padStart(6).concat("  ")),
  "with line numbers of grep": (text) => numbered(text, (number) => `${number}:`),
  "with a host": (text) => eachLine(text, (line) => [`web1: ${line}`]),
  "in a log of Compose": (text) => eachLine(text, (line) => [`web-1    | ${line}`]),
  "in a log with times": (text) => eachLine(text, (line) => [`2026-11-21T09:26:03.123Z ${line}`]),
  "in the system's log": (text) => eachLine(text, (line) => [`Nov 21 09:26:03 web1 audit[812]: ${line}`]),
  "with remarks": (text) => eachLine(text, (line) => [/\d$/.test(line) ? `${line}   ← look here` : line]),
  "without blanks at the ends of lines": (text) => eachLine(text, (line) => [line.trimEnd()]),
};

function eachLine(text: string, change: (line: string) => readonly string[]): string {
  return text.split("\n").flatMap(change).join("\n");
}

function numbered(text: string, mark: (number: number) => string): string {
  const lines = text.split("\n");
  return lines.map((line, at) => `${mark(at + 1)}${line}`).join("\n");
}

/** Wraps like a terminal, at any character. */
function cut(line: string, width: number): readonly string[] {
  const pieces = line.trimEnd().match(new RegExp(`.{1,${width}}`, "g"));
  return pieces ?? [line];
}

/** Wraps like a mail program, at spaces if possible. */
function wrap(line: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let left = line.trimEnd();
  while (left.length > width) {
    const at = left.lastIndexOf(" ", width);
    // Leading spaces are no place to wrap.
    if (at <= left.search(/\S/)) break;
    pieces.push(left.slice(0, at));
    left = left.slice(at + 1);
  }
  return [...pieces, left];
}
