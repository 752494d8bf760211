/** Where an object or a list of them begins inside a line, or a key of one whose beginning was cut off. */
const START = /[[{] *(?=["'{[])|(?<![\w"\\])"[\w. -]{1,40}" ?: ?(?=["\d[{])/;

/**
 * The JSON inside a line of a log, of a table or of a sentence, even if it is cut at either end; null for none. Several
 * values become a list.
 */
export function inlineJson(line: string): string | null {
  if (!(line.includes("{") || line.includes('":')) || !MAY_HAVE_JSON.test(line)) return null;
  const text = line.includes('{\\"') ? line.replaceAll('\\"', '"') : line;
  const start = START.exec(text)?.index;
  if (start === undefined) return null;
  const isCut = text[start] === '"';
  const values = [...valuesIn(isCut ? `{${text.slice(start)}` : text.slice(start))];
  return values.length === 1 ? (values[0] ?? null) : `[${values.join(",")}]`;
}

const MAY_HAVE_JSON = /port\w{0,12}["'\\]/i;

/** Each text from an opening bracket to the one that closes it, or to the end. */
function* valuesIn(text: string): Generator<string> {
  let depth = 0;
  let from = 0;
  let quote = "";
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (quote !== "") {
      if (sign === "\\") at++;
      else if (sign === quote) quote = "";
    } else if (depth > 0 && (sign === '"' || sign === "'")) quote = sign;
    else if (sign === "{" || sign === "[") {
      if (depth++ === 0) from = at;
    } else if ((sign === "}" || sign === "]") && depth > 0 && --depth === 0) yield text.slice(from, at + 1);
  }
  if (depth > 0) yield text.slice(from);
}
