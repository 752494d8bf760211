/** Where a file or a value begins in a text of a program, whose line breaks may be written as `\n`. */
const START = /(?:(["'])|\\n)(?=(?:services|version|apiVersion|kind|addressType):|\[? ?\{\\?["']|[[{]\\n)/;
/** A further piece on a line of its own: `"  web:\n"`, `+ '  web:',`, `text += "  web:\n";` */
const PIECE = /^ {0,80}(?:[\w.]{1,40} {0,2}\+= {0,2}|[+.&] {0,2})?[bfru]{0,2}(["'])/;
/** What may stand between two pieces. */
const BETWEEN = /^ {0,8}(?:\)?[,;]?|[+\\.&]|)(?: {0,8}(?:#|\/\/).{0,200})?$/;
const ESCAPED: Readonly<Record<string, string>> = { n: "\n", t: "  ", r: "" };

/** A text that stands in code between quotes, on one line or in pieces on several; null if none begins at a line. */
export function codeString(
  lines: readonly string[],
  from: number,
): { readonly text: string; readonly end: number } | null {
  const first = lines[from] ?? "";
  const start = START.exec(first);
  if (start === null) return null;
  const begin = start.index + start[0].length;
  const opening = start[1] ?? /["'](?=[^"']*$)/.exec(first.slice(0, start.index))?.[0] ?? '"';
  const pieces = [pieceFrom(first, begin, opening)];
  let end = from + 1;
  while (pieces.at(-1)?.goesOn === true && end < lines.length) {
    const next = lines[end] ?? "";
    const quote = PIECE.exec(next);
    if (quote === null) break;
    const piece = pieceFrom(next, quote[0].length, quote[1] ?? '"');
    if (/^[[{]/.test(piece.text) && /[\]}]\s*$/.test(pieces.at(-1)?.text ?? "")) break;
    pieces.push(piece);
    end++;
  }
  const isJson = /[[{]/.test(first[begin] ?? "");
  // JSON on one line is read as any inside a line.
  if (pieces.length === 1 && !(isJson ? /^[[{]\s*\n/ : /\n/).test(pieces[0]?.text ?? "")) return null;
  // Items of a list are lines of the file, whatever joins them.
  const isList = !pieces.slice(0, -1).some(({ text }) => text.endsWith("\n")) && !isJson;
  return { text: pieces.map(({ text }) => text).join(isList ? "\n" : ""), end };
}

/** The text up to the quote that closes it, and whether only what joins it to a next one follows. */
function pieceFrom(line: string, from: number, quote: string): { readonly text: string; readonly goesOn: boolean } {
  let text = "";
  let at = from;
  for (; at < line.length && line[at] !== quote; at++) {
    if (line[at] !== "\\") text += line[at];
    else text += ESCAPED[line[++at] ?? ""] ?? line[at] ?? "";
  }
  return { text, goesOn: at < line.length && BETWEEN.test(line.slice(at + 1)) };
}
