import type { Card } from "#core/card/card.ts";
import { CUT_MARK } from "#core/card/fit.ts";
import { renderPlainText } from "#core/card/plain-text.ts";

/** A renderer, with a reader that turns its payload back into the text that a person sees. */
export interface RendererUnderTest {
  readonly name: string;
  /** The visible text of the rendered card; throws if the payload contains something that a card must not contain. */
  readBack(card: Card): string;
  /** The text that a person should see; all of the card if this is left out. */
  readonly expected?: (card: Card) => string;
  /** The target's limits that the rendered card exceeds. */
  violations(card: Card): readonly string[];
}

/** The violations of the contract for a card; empty if there are none. */
export function contractViolations(renderer: RendererUnderTest, card: Card): string[] {
  const found = [...renderer.violations(card)];
  let seen: string;
  try {
    seen = normalise(renderer.readBack(card));
  } catch (error) {
    return [...found, String(error)];
  }
  const said = normalise((renderer.expected ?? renderPlainText)(card));
  if (seen !== said && !isMarkedCut(seen, said)) found.push(`shows\n${seen}\ninstead of\n${said}`);
  return found;
}

/** Whitespace and list markers differ between targets. */
function normalise(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/^\s*[•-](?:\s+|$|(?=…))/, ""))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Whether `seen` is `said` with parts replaced by cut marks. */
function isMarkedCut(seen: string, said: string): boolean {
  const marks = (text: string) => text.split(CUT_MARK).length;
  if (marks(seen) <= marks(said) && seen.length >= said.length) return false;
  let from = 0;
  return seen.split(CUT_MARK).every((piece) => {
    const at = said.indexOf(piece.trim(), from);
    from = at + piece.trim().length;
    return at >= 0;
  });
}
