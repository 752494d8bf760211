/**
 * A part of an object without the brackets that close what was opened before it. So what followed the inner object stands
 * beside it: `"Ports": {…} }, "Mounts": […]`.
 */
export function withoutOuterEnds(text: string): string {
  const parts: string[] = [];
  let [depth, from, isText] = [0, 0, false];
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (isText && sign === "\\") at++;
    else if (sign === '"') isText = !isText;
    else if (isText) continue;
    else if (sign === "{" || sign === "[") depth++;
    else if (sign === "}" || sign === "]") {
      if (depth > 0) depth--;
      else {
        parts.push(text.slice(from, at));
        from = at + 1;
      }
    }
  }
  return parts.join("") + text.slice(from);
}
