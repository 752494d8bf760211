import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { renderDiscord } from "#adapters/discord/index.ts";
import { renderSlack } from "#adapters/slack/index.ts";
import { renderTerminal } from "#adapters/terminal/index.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Reply } from "#core/contracts.ts";
import { createAsk } from "./ask.ts";
import { prefersColour } from "./config.ts";
import { loadKnowledge } from "./knowledge.ts";

const USAGE = `Ask Portcall from a terminal.

  npm run ask -- 867                           the card
  npm run --silent ask -- --json 867           the answer as JSON
  npm run --silent ask -- --as slack 867       what Slack would get (slack, discord or text)
  npm run --silent ask -- --stdin < queries    one query a line in, one JSON object a line out
  npm run ask -- --message "what is on 867?"   reads a sentence, as a mention does
`;

type Format = "terminal" | "json" | "slack" | "discord" | "text";

const FORMATS: Record<Format, (reply: Reply) => string> = {
  terminal: ({ card }) => (prefersColour() ? renderTerminal(card).trimEnd() : renderPlainText(card)),
  text: ({ card }) => renderPlainText(card),
  json: ({ answer }) => JSON.stringify(answer),
  slack: ({ card }) => JSON.stringify(renderSlack(card)),
  discord: ({ card }) => JSON.stringify(renderDiscord(card)),
};

// Whoever reads may stop before the end, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});
process.exitCode = await main(process.argv.slice(2));

/** @returns the exit code: 0, 1 where the query was invalid, 2 where the command line was. */
async function main(args: string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  const ask = createAsk(await loadKnowledge());
  const manner = options.message ? "mention" : "command";
  const say = (text: string) => ask({ text, manner, locale: "en" });
  if (options.stdin) {
    for await (const line of createInterface({ input: process.stdin })) {
      process.stdout.write(`${oneLine(FORMATS[options.format](say(line)), options.format)}\n`);
    }
    return 0;
  }
  const reply = say(options.text);
  process.stdout.write(`${FORMATS[options.format](reply)}\n`);
  return reply.answer.kind === "invalid" ? 1 : 0;
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
