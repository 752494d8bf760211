const ESCAPE = String.fromCharCode(0x1b);
/**
 * Colours and other control sequences (ECMA-48, section 5.4), window titles, and colours that lost their escape
 * character.
 */
const CONTROL = new RegExp(
  `${ESCAPE}\\[[0-?]{0,32}[ -/]{0,4}[@-~]|${ESCAPE}\\][^${ESCAPE}\\u0007\\n]{0,200}(?:\\u0007|${ESCAPE}\\\\)|${ESCAPE}[ -/]?[0-~]|\\[(?:\\d[\\d;]{0,15})?m\\[K|\\[\\d[\\d;]{0,15}m`,
  "g",
);

/** Characters that editors and chat clients substitute for plain ones. */
const SUBSTITUTES: readonly (readonly [RegExp, string])[] = [
  [/[“”„‟«»″]/g, '"'],
  [/[‘’‚‛′]/g, "'"],
  [/→|⟶|➔|–>|—>/g, "->"],
  // A remark that somebody added to a row.
  [/ {1,80}(?:←|⟵|⬅)[^\n]{0,200}/g, ""],
  [/[\u2010-\u2015\u2212]/g, "-"],
  [/[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g, " "],
  [/[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g, ""],
  // Box-drawing characters.
  [/[\u2500-\u257f]/g, " "],
  // What is left of control characters.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  [/[\u0000-\u0008\u000e-\u001f\u007f-\u009f]/g, ""],
];

/** Slack escapes the first three as entities, and web pages the others too. */
const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&amp;": "&",
  "&quot;": '"',
  "&apos;": "'",
  "&nbsp;": " ",
};

const ENTITY = /&(?:lt|gt|amp|quot|apos|nbsp|#(\d{2,5}|x[\da-fA-F]{2,4}));/g;

/**
 * Splits a paste into lines and removes what chats, editors and terminals added: colours, fences, quoting, frames,
 * smart quotes, common indentation. Keeps spaces at line ends, which joining wrapped lines depends on. Accepts any
 * text; the time is linear in its length.
 */
export function plainLines(text: string): readonly string[] {
  let plain = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  if (plain.includes("&"))
    plain = plain.replace(ENTITY, (entity, code: string | undefined) =>
      code === undefined ? (ENTITIES[entity] ?? entity) : String.fromCodePoint(Number(code.replace("x", "0x"))),
    );
  if (plain.includes(ESCAPE) || plain.includes("[")) plain = plain.replace(CONTROL, "");
  if (/<\/t[dhr]>/i.test(plain))
    plain = plain.replace(CELL_ENDS, (_, kind) => (kind.toLowerCase() === "r" ? "\n" : " "));
  if (plain.includes("</") || plain.includes("<br")) plain = plain.replace(TAGS, "");
  if (plain.includes("](http") || plain.includes("<http")) plain = plain.replace(LINKS, "$1$2");
  if (plain.includes("\\")) plain = plain.replace(ESCAPED_MARKS, "");
  if (plain.includes("=\n")) plain = plain.replace(SOFT_BREAKS, "$1");
  if (/\[(?:\/|[A-Za-z]{3,9}=)/.test(plain)) plain = plain.replace(FORUM_TAGS, "");
  if (/[^\n -~]/.test(plain)) for (const [from, to] of SUBSTITUTES) plain = plain.replace(from, to);
  if (/(?<![^ \n])_[.:]|:_(?![^ \n])/.test(plain)) plain = withAsterisks(plain);
  const written = plain.includes("`") ? plain.split("\n").flatMap(withSpansApart) : plain.split("\n");
  const lines = written.map((line) => (MAY_BE_MARKED_UP.test(line) ? withoutMarkup(line) : line));
  const indentation = commonIndentation(lines);
  return indentation === 0 ? lines : lines.map((line) => line.slice(indentation));
}

/** Between two cells of a table in HTML, or two rows, on one line or several. */
const CELL_ENDS = /<\/t([dhr])>\s{0,200}(?=<t[dhr])/gi;

/** HTML around a listing or a word of it. */
const TAGS =
  /<\/?(?:font|pre|code|b|i|u|s|a|em|strong|mark|ins|kbd|samp|tt|span|br|p|div|ul|ol|li|t[drh]|table|tbody)(?: [^<>\n]{0,200})?>/gi;

/** Mail is wrapped so (RFC 2045, section 6.7). */
const SOFT_BREAKS = /^(.{60,75})=\n/gm;

/** The same in forums: `[COLOR=red]`. */
const FORUM_TAGS =
  /\[\/?(?:b|i|u|s|code|color|quote|size|font|url|php|pre|highlight|spoiler|left|center)(?:=[^\]\n]{0,60})?\]/gi;

/** `[0.0.0.0:22](http://0.0.0.0:22)`, and Slack's `<http://0.0.0.0:22|0.0.0.0:22>`. */
const LINKS =
  /\[([^\][\s]{3,60}|\[[\da-f:]{2,45}\]:\d{1,5})\]\(https?:[^()\s]{1,200}\)|<https?:\/\/(?:[^<>|\s]{1,200}\|)?([^<>|\s/]{3,60})\/?>/g;

/** Backslashes before what would be markup, where editors write Markdown; not those of a path of Windows. */
const ESCAPED_MARKS = /\\(?=[*[\]()<#-])|(?<!:)\\(?=[>_])/g;

/** Markdown turns asterisks into underscores. */
function withAsterisks(text: string): string {
  return text.replace(/(?<![^ \n])_(?=[.:][\d_])/g, "*").replace(/(?<=[ :]\*[.:]|\d:|\]:|::)_(?![^ \n])/g, "*");
}

/** A row in a code span: of sockets, of lsof, of `docker port`, of nmap or of nc. */
const ROW_SPAN =
  /^(?:(?:tcp|udp|LISTEN|UNCONN)[46]? .{20,300}|[\w.-]{1,40} +\d{1,10} .{5,200} IPv[46] .{5,300}|\d{1,5}\/(?:tcp|udp) +(?:->|open) .{3,200}|Connection to .{5,300} succeeded!?)$/i;

/** Rows that a sentence or a cell quotes get lines of their own, so that the words around aren't part of them. */
function withSpansApart(line: string): readonly string[] {
  const parts = line.split("`");
  const rows = parts.filter((part, at) => at % 2 === 1 && ROW_SPAN.test(part));
  const around = parts.filter((_, at) => at % 2 === 0).join("");
  if (rows.length === 0 || (rows.length === 1 && !/\p{L}/u.test(around))) return [line];
  const indentation = " ".repeat(Math.max(0, line.search(/[^ ]/)));
  const lines = [""];
  for (const [at, part] of parts.entries()) {
    if (at % 2 === 1 && rows.includes(part)) lines.push(indentation + part, "", indentation);
    else lines.push(`${lines.pop()}${lines.length > 0 ? part.trimStart() : part}`);
  }
  return lines;
}

/** Only lines with a quote mark, a bar, asterisks or a backtick can have markup. */
const MAY_BE_MARKED_UP = /^ {0,20}[>|]|`|~~|\*\*|==|\|\s*$/;
/** A line, or one word in it, that somebody made bold, marked or struck out. */
const BOLD =
  /(^ {0,20}|(?<=[ :]))(\*\*|==|~~)(?![ *=~])((?<=^.{0,22}).{1,900}|[\w.:[\]*-]{1,60}?)(?<![ *=~])\2(?= |$)/g;
const FENCE = /^ {0,20}(?:```|~~~)[\w+-]{0,20} *$/;

function withoutMarkup(line: string): string {
  if (FENCE.test(line)) return "";
  const unquoted = line.replace(/^(?: {0,8}> ?){1,8}/, "");
  const withoutTicks = unquoted.replaceAll("`", "").replace(BOLD, "$1$3");
  const isTable = /^ *\|.*\| *$/.test(withoutTicks);
  return isTable ? withoutTicks.replace(/(^|\s)\|(?=\s|$)/g, "$1 ").replace(/^ *\||\| *$/g, " ") : withoutTicks;
}

function commonIndentation(lines: readonly string[]): number {
  let common = Number.POSITIVE_INFINITY;
  for (const line of lines) {
    if (common === 0) break;
    const indentation = line.search(/[^ ]/);
    if (indentation >= 0) common = Math.min(common, indentation);
  }
  return Number.isFinite(common) ? common : 0;
}
