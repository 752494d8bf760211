import { userInfo } from "node:os";
import { createInterface } from "node:readline";
import { renderTerminal } from "#adapters/terminal/index.ts";
import { answerJson } from "#core/answers/answer-json.ts";
import { traitsOf } from "#core/answers/kinds.ts";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Reply } from "#core/chat-platform.ts";
import { MAX_PASTE } from "#core/explain/listener.ts";
import { awaitsText } from "#core/query/kinds.ts";
import { readCommand } from "#core/query/read-message.ts";
import type { Asker } from "#core/team/asker.ts";
import { prefersColour, readConfig } from "../config.ts";
import { keptRegistryPath, loadKnowledgeFactory, loadRegistry } from "../knowledge.ts";
import { createLateLogger } from "../late-log.ts";
import type { PlatformName } from "../platforms/platforms.ts";
import { PLATFORM_NAMES, PLATFORMS } from "../platforms/platforms.ts";
import { createTeamServices } from "../team-services.ts";
import type { ExitCode, Terminal } from "./command.ts";
import { UsageError } from "./command.ts";
import { withStoreOnceChanged } from "./with-store.ts";

/** In bytes; more than any paste that is read, whatever its encoding. */
const MAX_STDIN = 5 * MAX_PASTE;

type TextFormat = "terminal" | "text";
type Format = TextFormat | "json" | PlatformName;

const TEXT_FORMATS: Record<TextFormat, (reply: Reply) => string> = {
  terminal: ({ card }) => (prefersColour() ? renderTerminal(card).trimEnd() : renderPlainText(card)),
  text: ({ card }) => renderPlainText(card),
};

const FORMATS = [...Object.keys(TEXT_FORMATS), "json", ...PLATFORM_NAMES];

function print(reply: Reply, format: Format): string {
  if (isText(format)) return TEXT_FORMATS[format](reply);
  return format === "json" ? answerJson(reply.answer) : JSON.stringify(PLATFORMS[format].render(reply));
}

/** Whoever can use the terminal can also open the store's file, so permissions would be pointless. */
const TERMINAL_ASKER: Asker = {
  team: "terminal",
  person: `terminal/${userInfo().username.replace(/[^\w.-]/g, "-")}`,
  name: userInfo().username,
  role: async () => "admin",
};

interface AskOptions {
  readonly json?: boolean | undefined;
  readonly as?: string | undefined;
  readonly stdin?: boolean | undefined;
  readonly message?: boolean | undefined;
}

/** Answers one question, or one per line of standard input. @returns 1 if the single question failed */
export async function ask(options: AskOptions, words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { stdin, stdout } = terminal;
  const format = options.as ?? (options.json || options.stdin ? "json" : "terminal");
  if (!isFormat(format)) throw new UsageError(`--as takes ${FORMATS.join(", ")}, not "${format}".`);
  const config = readConfig();
  const { logger, flush } = createLateLogger("error");
  const answering = withStoreOnceChanged(config.store, logger, async (store) => {
    const [loaded, createKnowledge] = await Promise.all([
      loadRegistry(keptRegistryPath(config), logger),
      loadKnowledgeFactory(),
    ]);
    const answer = createAsk(
      createKnowledge(loaded, Date.now()),
      createTeamServices({ store, bookLimit: config.bookLimit, logger, onFeedback: () => {} }),
    );
    const manner = options.message ? "mention" : "command";
    const reply = (text: string) => answer({ text, manner, locale: "en", asker: TERMINAL_ASKER });
    if (options.stdin) {
      for await (const line of createInterface({ input: stdin })) {
        stdout.write(`${wrapLine(print(await reply(line), format), format)}\n`);
        await flush();
      }
      return 0;
    }
    const answered = await reply(await appendStdin(words.join(" "), stdin));
    stdout.write(formatReply(answered, format));
    return traitsOf(answered.answer).isFailure ? 1 : 0;
  });
  return await answering.finally(flush);
}

/** Exports are printed unchanged, so that they can be redirected to a file; a long card has room in a terminal. */
function formatReply(reply: Reply, format: Format): string {
  if (!isText(format)) return `${print(reply, format)}\n`;
  if (reply.answer.kind === "exported") return reply.answer.text;
  return `${print({ ...reply, card: reply.attachment?.card ?? reply.card }, format)}\n`;
}

/** Appends standard input if the question needs a text it doesn't contain. */
async function appendStdin(text: string, stdin: Terminal["stdin"]): Promise<string> {
  if (!awaitsText(readCommand(text)) || stdin.isTTY) return text;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stdin) {
    const read = Buffer.from(chunk);
    chunks.push(read);
    bytes += read.length;
    if (bytes > MAX_STDIN) break;
  }
  return `${text}\n${Buffer.concat(chunks).toString("utf8")}`;
}

function isFormat(value: string): value is Format {
  return FORMATS.includes(value);
}

function isText(format: Format): format is TextFormat {
  return Object.hasOwn(TEXT_FORMATS, format);
}

/** `--stdin` promises one JSON object per line, so text formats are wrapped in one. */
function wrapLine(output: string, format: Format): string {
  return isText(format) ? JSON.stringify({ text: output }) : output;
}
