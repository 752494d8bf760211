import { userInfo } from "node:os";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { renderDiscord } from "#adapters/discord/index.ts";
import { renderSlack } from "#adapters/slack/index.ts";
import { openStore } from "#adapters/store/index.ts";
import { renderTerminal } from "#adapters/terminal/index.ts";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Reply } from "#core/chat-platform.ts";
import { MAX_PASTE } from "#core/explain/listener.ts";
import { ConfigurationError } from "#core/host.ts";
import { readCommand } from "#core/query/read-message.ts";
import type { Asker } from "#core/team/asker.ts";
import { prefersColour, readConfig } from "./config.ts";
import { loadKnowledge } from "./knowledge.ts";
import { createLogger } from "./log.ts";
import { createTeamServices } from "./team-services.ts";

const USAGE = `Ask Portcall from a terminal.

  npm run ask -- 867                           the card
  npm run --silent ask -- --json 867           the answer as JSON
  npm run --silent ask -- --as slack 867       what Slack would get (slack, discord or text)
  npm run --silent ask -- --stdin < queries    one query a line in, one JSON object a line out
  npm run ask -- explain < file                what listens, in the output of ss, lsof, docker ps and others
  npm run ask -- --message "what is on 867?"   reads a sentence, as a mention does
  npm run --silent ask -- book export csv > book.csv
  npm run --silent ask -- book import dry run < book.csv
`;

/** Bytes. More than is ever read of a paste, whatever its characters. */
const MAX_STDIN = 5 * MAX_PASTE;

type Format = "terminal" | "json" | "slack" | "discord" | "text";

const FORMATS: Record<Format, (reply: Reply) => string> = {
  terminal: ({ card }) => (prefersColour() ? renderTerminal(card).trimEnd() : renderPlainText(card)),
  text: ({ card }) => renderPlainText(card),
  json: ({ answer }) => JSON.stringify(answer),
  slack: ({ card }) => JSON.stringify(renderSlack(card)),
  discord: ({ card }) => JSON.stringify(renderDiscord(card)),
};

/** The answers to what could not be done. */
const FAILED: ReadonlySet<Reply["answer"]["kind"]> = new Set([
  "invalid",
  "refused",
  "taken",
  "not-released",
  "not-undone",
]);

/** Whoever has the terminal has the store's file as well, so that there is nobody to ask for leave. */
const WHO_TYPES: Asker = {
  team: "terminal",
  person: `terminal/${userInfo().username.replace(/[^\w.-]/g, "-")}`,
  name: userInfo().username,
  isAdmin: async () => true,
};

// Whoever reads may stop before the end, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

/** @returns the exit code: 0, 1 where the query was invalid, 2 where the command line was. */
async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const logger = createLogger("error");
  const store = await openStore(readConfig().store, { logger });
  const ask = createAsk(
    await loadKnowledge(),
    createTeamServices(store, () => {}),
  );
  const manner = options.message ? "mention" : "command";
  const say = (text: string) => ask({ text, manner, locale: "en", asker: WHO_TYPES });
  try {
    if (options.stdin) {
      for await (const line of createInterface({ input: process.stdin })) {
        process.stdout.write(`${oneLine(FORMATS[options.format](await say(line)), options.format)}\n`);
      }
      return 0;
    }
    const reply = await say(await withPaste(options.text));
    process.stdout.write(inFull(reply, options.format));
    return FAILED.has(reply.answer.kind) ? 1 : 0;
  } finally {
    await store.close();
  }
}

/** An export is printed as it is, so that it can go into a file. */
function inFull(reply: Reply, format: Format): string {
  const isExport = reply.answer.kind === "exported" && (format === "terminal" || format === "text");
  return isExport ? reply.answer.text : `${FORMATS[format](reply)}\n`;
}

/** The question, and what is piped in where it is about a text that is not in it. */
async function withPaste(text: string): Promise<string> {
  const query = readCommand(text);
  const isMissing = (query.kind === "explain" || query.kind === "import") && query.text === "";
  if (!isMissing || process.stdin.isTTY) return text;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_STDIN) break;
  }
  return `${text}\n${Buffer.concat(chunks).toString("utf8")}`;
}

interface Options {
  readonly text: string;
  readonly format: Format;
  readonly stdin: boolean;
  readonly message: boolean;
}

function readOptions(args: string[]): Options | string {
  try {
    const { values, positionals } = parseArgs({
      args: protectNegativeNumbers(args),
      allowPositionals: true,
      options: {
        json: { type: "boolean", default: false },
        as: { type: "string" },
        stdin: { type: "boolean", default: false },
        message: { type: "boolean", default: false },
      },
    });
    const fallback = values.json || values.stdin ? "json" : "terminal";
    const format = values.as ?? fallback;
    if (!isFormat(format)) return `--as takes ${Object.keys(FORMATS).join(", ")}, not "${format}".`;
    return { text: positionals.join(" "), format, stdin: values.stdin, message: values.message };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** `-1` is a question here, and a good one; parseArgs would take it for an option. */
function protectNegativeNumbers(args: string[]): string[] {
  const at = args.findIndex((arg) => /^-\d/.test(arg));
  return at < 0 || args.includes("--") ? args : [...args.slice(0, at), "--", ...args.slice(at)];
}

function isFormat(value: string): value is Format {
  return Object.hasOwn(FORMATS, value);
}

/** `--stdin` promises one JSON object a line, so text formats are wrapped in one. */
function oneLine(output: string, format: Format): string {
  return format === "terminal" || format === "text" ? JSON.stringify({ text: output }) : output;
}
