import { appendFile, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { isVisitor } from "#adapters/web/index.ts";
import type { ChatAdapter } from "#core/chat-platform.ts";
import type { Logger } from "#core/host.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { TeamServices } from "#core/team/execute-team-query.ts";
import type { Feedback } from "#core/team/feedback.ts";
import type { FeedbackTarget } from "./variables.ts";

/**
 * Sends sad feedback to the configured file (one JSON object per line) or channel, without the author. What visitors of the
 * page say is only stored: that may be open to everybody, and the channel is not. Failures are only logged, because the store
 * already has it.
 */
export function createFeedbackSink(
  target: FeedbackTarget | null,
  adapters: readonly ChatAdapter[],
  logger: Logger,
): TeamServices["onFeedback"] {
  return (feedback, asker) => {
    if (target === null || feedback.mood !== "sad" || isVisitor(asker)) return;
    deliver(target, feedback, adapters).catch((error: unknown) =>
      logger.error({ error }, "Failed to deliver feedback. It is stored: npm run feedback."),
    );
  };
}

async function deliver(target: FeedbackTarget, feedback: Feedback, adapters: readonly ChatAdapter[]): Promise<void> {
  if (target.to === "file") {
    await mkdir(dirname(target.path), { recursive: true });
    await appendFile(target.path, `${JSON.stringify({ ...feedback, at: new Date(feedback.at).toISOString() })}\n`, {
      mode: 0o600,
    });
    return;
  }
  const { team } = messagesFor("en");
  const adapter = adapters.find(({ name }) => name === target.to);
  await adapter?.post(target.channel, {
    title: team.feedback.sadTitle(feedback.port),
    status: "information",
    body: [{ type: "text", content: [feedback.comment === "" ? team.feedback.noComment : feedback.comment] }],
    footnote: "",
  });
}
