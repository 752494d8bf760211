import type { Card } from "#core/card/card.ts";
import { CUT_MARK } from "#core/card/fit.ts";
import { renderPlainText } from "#core/card/plain-text.ts";

/** A renderer, with a reader that turns its payload back into what a person sees. */
export interface RendererUnderTest {
  readonly name: string;
  /** What a reader sees of the rendered card; throws where the payload holds what a card must never hold. */
  readBack(card: Card): string;
  /** Which of the target's limits the rendered card breaks. */
  violations(card: Card): readonly string[];
}

/** Every way in which a renderer fails the contract on a card; none for a renderer that keeps it. */
export function contractViolations(renderer: RendererUnderTest, card: Card): string[] {
  const found = [...renderer.violations(card)];
  let seen: string;
  try {
    seen = normalise(renderer.readBack(card));
  } catch (error) {
    return [...found, String(error)];
  }
  const said = normalise(renderPlainText(card));
  if (seen !== said && !isMarkedCut(seen, said)) found.push(`shows\n${seen}\ninstead of\n${said}`);
  return found;
}

/** Blanks and list marks are each target's own; everything else is the card's. */
function normalise(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replace(/^\s*[•-](?:\s+|$|(?=…))/, ""))
    .join(" ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Whether `seen` is `said` with pieces left out, each where a mark stands. */
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
