import { setTimeout as pause } from "node:timers/promises";
import { openStore } from "#adapters/store/index.ts";
import { createSlackPlatform } from "../test/support/slack-platform/slack-platform.ts";
import { workspace } from "../test/support/slack-platform/workspace.ts";
import { fillBook, LARGEST_BOOK, SILENT, servicesOn } from "./books.ts";
import type { Child } from "./child.ts";
import { originOf, PORTCALL, startChild } from "./child.ts";
import { applyLoad } from "./lanes.ts";
import type { Row, Target } from "./row.ts";
import { ratioTo, valueAtMost } from "./row.ts";
import type { SlackRequests } from "./slack-requests.ts";
import { createSlackRequests, SIGNING_SECRET } from "./slack-requests.ts";
import { median } from "./statistics.ts";
import { createTemporaryFolder } from "./temporary-folder.ts";

const SMALL = 10;
const LARGE = 10_000;
const ROUNDS = 5;
const CONNECTIONS = 4;
const LOOP_DELAY = new URL("children/loop-delay.ts", import.meta.url);

/** What people ask, by kind; the ports that they claim are given out one after another. */
const QUESTIONS: Readonly<Record<string, readonly string[]>> = {
  "look-ups": ["867", "22/tcp", "postgresql", "remote desktop", "300-400", "http", "60463", "6005"],
  claims: ["claim NEXT spare", "claim NEXT billing-worker the worker @payments", "release LAST"],
  "look-ups after a claim": ["claim NEXT spare", "867", "LAST"],
  book: ["book", "book billing-api-65000"],
  export: ["book export csv", "book export services"],
  undo: ["claim NEXT spare", "undo"],
  free: ["free", "free 20", "free 3 in 8000-9000"],
};

/** The longest time that the event loop is blocked while people ask everything, with a large book and a small one. */
export async function benchMixedRun(): Promise<Row[]> {
  await using slack = await createSlackPlatform();
  using folder = createTemporaryFolder();
  const requests = createSlackRequests(slack);
  const start = async (claims: number) => {
    const address = `sqlite:${folder.file(`${claims}.sqlite`)}`;
    const store = await openStore(address, { logger: SILENT });
    await fillBook({ team: `slack.${workspace.teamId}`, claims }, servicesOn(store));
    await store.close();
    const child = await startChild({
      ...PORTCALL,
      nodeOptions: [...PORTCALL.nodeOptions, "--import", LOOP_DELAY.href],
      environment: {
        PORT: "0",
        PORTCALL_STORE: address,
        PORTCALL_BOOK_LIMIT: `${LARGEST_BOOK}`,
        SLACK_BOT_TOKEN: slack.token,
        SLACK_SIGNING_SECRET: SIGNING_SECRET,
        SLACK_API_URL: slack.apiUrl,
      },
    });
    return { child, ask: createAsker(child, requests) };
  };
  const large = await start(LARGE);
  const small = await start(SMALL);
  await using _large = large.child;
  await using _small = small.child;
  const all = Object.values(QUESTIONS).flat();
  for (const { ask } of [large, small]) await ask([...all, ...all]);
  const rows = blockRows("everything", await compareBlocks(large, small, [...all, ...all]), valueAtMost(50));
  for (const [kind, texts] of Object.entries(QUESTIONS)) {
    rows.push(...blockRows(kind, await compareBlocks(large, small, texts), null));
  }
  return rows;
}

interface Server {
  readonly child: Child;
  ask(texts: readonly string[]): Promise<void>;
}

/** Milliseconds: by the clock, and of CPU time. */
interface Block {
  readonly wall: number;
  readonly cpu: number;
}

type Blocks = Readonly<Record<"large" | "small", readonly Block[]>>;

/** Medians of the rounds' longest blocks: another process on the machine makes one now and then. */
function blockRows(kind: string, { large, small }: Blocks, target: Target | null): Row[] {
  const row = (what: keyof Block, label: string): Row => ({
    figure: `longest block of the event loop, ${LARGE.toLocaleString("en")} claims, ${kind}${label}`,
    unit: "ms",
    value: median(large.map((each) => each[what])),
    baseline: ratioTo(`${SMALL} claims`, median(small.map((each) => each[what]))),
    target: what === "wall" ? target : null,
  });
  return [row("wall", ""), row("cpu", ": CPU of it")];
}

async function compareBlocks(large: Server, small: Server, texts: readonly string[]): Promise<Blocks> {
  const blocks: Record<keyof Blocks, Block[]> = { large: [], small: [] };
  for (let round = 0; round < ROUNDS; round++) {
    blocks.large.push(await longestBlock(large, texts));
    blocks.small.push(await longestBlock(small, texts));
  }
  return blocks;
}

async function longestBlock({ child, ask }: Server, texts: readonly string[]): Promise<Block> {
  await readBlock(child);
  await ask(texts);
  return readBlock(child);
}

/** The longest block since it was last read. */
async function readBlock(child: Child): Promise<Block> {
  const seen = child.printed().length;
  child.kill("SIGUSR2");
  for (;;) {
    const [, wall, cpu] = /blocked for (\S+) ms, (\S+) ms of CPU\n/.exec(child.printed().slice(seen)) ?? [];
    if (cpu !== undefined) return { wall: Number(wall), cpu: Number(cpu) };
    await pause(5);
  }
}

function createAsker(child: Child, requests: SlackRequests): Server["ask"] {
  const url = new URL("/slack/events", originOf(child));
  let port = 1024;
  return async (texts) => {
    const prepared = texts.flatMap((text) => {
      if (text.includes("NEXT")) port += 1;
      return requests.commands(url, text.replace("NEXT", `${port}`).replace("LAST", `${port}`), 1);
    });
    await applyLoad({ url, requests: prepared, connections: CONNECTIONS, length: null });
  };
}
