import type { Ask } from "#core/chat-platform.ts";
import { ask } from "./cards/corpus.ts";

/** The bot, with answers delayed until `release`; `asked` resolves with the first question. */
export function slowAsk() {
  const asked = Promise.withResolvers<void>();
  const { promise, resolve } = Promise.withResolvers<void>();
  const slow: Ask = async (question) => {
    asked.resolve();
    await promise;
    return ask(question);
  };
  return { ask: slow, asked: asked.promise, release: resolve };
}
