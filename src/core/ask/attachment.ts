import type { Answer } from "#core/answers/answer.ts";
import { hasTrait } from "#core/answers/kinds.ts";
import { hasResult } from "#core/ask/is-answered.ts";
import { assertNever } from "#core/card/card.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Attachment } from "#core/chat-platform.ts";
import type { Messages } from "#core/messages/messages.ts";
import { explainBriefly } from "#core/present/explain.ts";
import { presentExplainInFull } from "#core/present/explain-full.ts";
import type { BookFormat } from "#core/query/query.ts";

/** The file beside a card that may be too small for its answer; null for every other answer. */
export function attachmentOf(result: Answer, messages: Messages): Attachment | null {
  if (!hasTrait(result, "hasFile", true)) return null;
  switch (result.kind) {
    case "exported":
      return result.count === 0
        ? null
        : {
            name: EXPORT_FILE_NAMES[result.format],
            text: result.text,
            card: null,
            ifCut: messages.cut.exported,
            ifNotAttached: null,
          };
    case "explain":
      if (!hasResult(result) || !explainBriefly(result, messages).leavesOut) return null;
      return {
        name: "listeners.txt",
        // Lazy: most platforms never read it.
        get text() {
          return renderPlainText(presentExplainInFull(result, messages));
        },
        get card() {
          return presentExplainInFull(result, messages);
        },
        ifCut: messages.cut.explained,
        ifNotAttached: messages.cut.shortened,
      };
    default:
      return assertNever(result);
  }
}

const EXPORT_FILE_NAMES: Readonly<Record<BookFormat, string>> = {
  csv: "port-book.csv",
  json: "port-book.json",
  services: "services",
  wireshark: "services",
};
