import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createAsk } from "#core/ask/ask.ts";
import type { Reply } from "#core/chat-platform.ts";
import { knowledge } from "../support/registry/committed.ts";
import { teamServicesIn } from "../support/team-services.ts";
import { missingChromium, takePictures } from "./chromium.ts";
import { drawDiscordReply } from "./discord.ts";
import type { Drawing } from "./drawing.ts";
import { overviewPage, overviewTable } from "./overview.ts";
import type { PictureQuestion } from "./questions.ts";
import { FORMS, QUESTIONS, questionFrom } from "./questions.ts";
import { drawSlackForm, drawSlackHome, drawSlackReply } from "./slack.ts";

const FOLDER = fileURLToPath(new URL("../../var/pictures/", import.meta.url));

process.exitCode = await main(process.argv.slice(2));

/** @param texts the questions to draw; none for every kind of card, the forms and App Home */
async function main(texts: readonly string[]): Promise<number> {
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
  process.stdout.write(`${overviewTable(drawings, pictures)}\n${join(FOLDER, "index.html")}\n`);
  return 0;
}

async function drawAll(): Promise<Drawing[]> {
  const replies = await drawReplies(QUESTIONS);
  const home = await answer([questionFrom("6379")]);
  return [
    ...replies,
    ...FORMS.map(drawSlackForm),
    ...home.map(({ reply }) => drawSlackHome(reply, ["6379", "postgres", "free 3"])),
  ];
}

async function drawReplies(questions: readonly PictureQuestion[]): Promise<Drawing[]> {
  const answered = await answer(questions);
  return answered.flatMap(({ title, reply }) => [drawSlackReply(title, reply), drawDiscordReply(title, reply)]);
}

/** Asks one after the other, in a team that has nothing yet. */
async function answer(questions: readonly PictureQuestion[]): Promise<{ title: string; reply: Reply }[]> {
  const ask = createAsk(knowledge, teamServicesIn());
  const answered = [];
  for (const { title, ...question } of questions) {
    answered.push({ title, reply: await ask({ ...question, locale: "en" }) });
  }
  return answered;
}
