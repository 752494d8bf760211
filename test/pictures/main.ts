import { copyFile, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Reply } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { presentWatchedChanges } from "#core/present/watch.ts";
import type { RegistryChange } from "#core/registry/registry-change.ts";
import { compareRegistries } from "#core/registry/registry-change.ts";
import { knowledge, registry } from "../support/registry/committed.ts";
import { teamServicesIn } from "../support/team-services.ts";
import { missingChromium, takePictures } from "./chromium.ts";
import { drawDiscordReply } from "./discord.ts";
import type { Drawing, Picture } from "./drawing.ts";
import { overviewPage, overviewTable } from "./overview.ts";
import type { PictureQuestion } from "./questions.ts";
import { FORMS, QUESTIONS, questionFrom } from "./questions.ts";
import { drawSlackForm, drawSlackHome, drawSlackReply } from "./slack.ts";

/** An update that brings a few rows of the registry as it is, as if they had been otherwise. */
const UPDATE = compareRegistries(
  {
    source: { ...registry.source, updated: "2026-08-10" },
    records: [...registry.records].flatMap((record) => {
      switch (record.serviceName) {
        case "rsync":
        case "owamp-control":
          return [];
        case "https":
          return [{ ...record, description: "HTTPS" }];
        case "twamp-control":
          return [record, { ...record, serviceName: "twamp-old", description: "The name before" }];
        default:
          return [record];
      }
    }),
  },
  registry,
);

const FOLDER = fileURLToPath(new URL("../../var/pictures/", import.meta.url));

/** The pictures in the documentation, and the text of their cards, which a test compares with today's. */
const DOCS_FOLDER = fileURLToPath(new URL("../../docs/pictures/", import.meta.url));
const DOCS_QUESTIONS = ["867", "6379", "80 vs 443"];

const args = process.argv.slice(2);
process.exitCode = args[0] === "--docs" ? await main(DOCS_QUESTIONS, saveForDocs) : await main(args);

/**
 * @param texts the questions to draw; none for every kind of card, the forms and App Home
 * @param then what to do with the pictures besides
 */
async function main(texts: readonly string[], then?: (pictures: readonly Picture[]) => Promise<void>): Promise<number> {
  const missing = missingChromium();
  if (missing !== null) {
    process.stderr.write(`${missing}\n`);
    return 1;
  }
  const drawings = texts.length === 0 ? await drawAll() : await drawReplies(texts.map((text) => questionFrom(text)));
  await rm(FOLDER, { recursive: true, force: true });
  await mkdir(FOLDER, { recursive: true });
  const pictures = await takePictures(drawings, FOLDER);
  await writeFile(join(FOLDER, "index.html"), overviewPage(drawings, pictures));
  await then?.(pictures);
  process.stdout.write(`${overviewTable(drawings, pictures)}\n${join(FOLDER, "index.html")}\n`);
  return 0;
}

/** On a desktop, light in Slack and dark in Discord. */
async function saveForDocs(pictures: readonly Picture[]): Promise<void> {
  await mkdir(DOCS_FOLDER, { recursive: true });
  for (const { file } of pictures) {
    if (/-(?:slack-600-light|discord-600-dark)\.png$/.test(file))
      await copyFile(join(FOLDER, file), join(DOCS_FOLDER, file));
  }
  const replies = await answer(DOCS_QUESTIONS.map((text) => questionFrom(text)));
  const texts = replies.map(({ title, reply }) => [title, renderPlainText(reply.card)]);
  await writeFile(join(DOCS_FOLDER, "cards.json"), `${JSON.stringify(Object.fromEntries(texts), null, 2)}\n`);
}

async function drawAll(): Promise<Drawing[]> {
  const replies = await drawReplies(QUESTIONS);
  const home = await answer([questionFrom("6379")]);
  return [
    ...replies,
    ...(await drawWatchedChanges()),
    ...FORMS.map(drawSlackForm),
    ...home.map(({ reply }) => drawSlackHome(reply, ["6379", "postgres", "free 3"])),
  ];
}

async function drawReplies(questions: readonly PictureQuestion[]): Promise<Drawing[]> {
  const answered = await answer(questions);
  return answered.flatMap(({ title, reply }) => [drawSlackReply(title, reply), drawDiscordReply(title, reply)]);
}

const isNotChanged = ({ kind }: RegistryChange) => kind !== "changed";

/** The message to a channel that watches. */
async function drawWatchedChanges(): Promise<Drawing[]> {
  const [asked] = await answer([questionFrom("watches")]);
  if (asked === undefined) return [];
  const found = [
    { subject: { kind: "numbers", span: { first: 860, last: 880 } }, changes: UPDATE.changes.filter(isNotChanged) },
    { subject: { kind: "name", name: "https" }, changes: UPDATE.changes.filter((change) => !isNotChanged(change)) },
  ] as const;
  const card = presentWatchedChanges(found, registry.source, messagesFor("en"));
  const reply: Reply = { ...asked.reply, card, actions: [], isPrivate: false };
  const title = "what a channel is told";
  return [drawSlackReply(title, reply), drawDiscordReply(title, reply)];
}

/** Asks one after the other, in a team that has nothing yet. */
async function answer(questions: readonly PictureQuestion[]): Promise<{ title: string; reply: Reply }[]> {
  const ask = createAsk({ ...knowledge, update: UPDATE }, teamServicesIn());
  const answered = [];
  for (const { title, ...question } of questions) {
    answered.push({ title, reply: await ask({ ...question, locale: "en", channel: "C1" }) });
  }
  return answered;
}
