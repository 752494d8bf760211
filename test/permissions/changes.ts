import type { Answer } from "#core/answers/answer.ts";
import { createAsk } from "#core/ask/ask.ts";
import type { Ask } from "#core/chat-platform.ts";
import type { Store } from "#core/host.ts";
import { settingKey, teamPrefix } from "#core/team/keys.ts";
import type { Claimers } from "#core/team/settings.ts";
import { knowledge } from "../support/registry/committed.ts";
import { memoryStore } from "../support/store/memory-store.ts";
import { teamServicesIn } from "../support/team-services.ts";

/** What may be done with a team's data: its text, and the answer if it was done. */
export const CHANGES = {
  claim: ["claim 8867 api", "claimed"],
  release: ["release 8001", "released"],
  undo: ["undo", "undone"],
  import: ["book import\n8900 other", "imported"],
  set: ["set workspace answers public", "set"],
  export: ["book export", "exported"],
} as const satisfies Readonly<Record<string, readonly [string, Answer["kind"]]>>;

export type ChangeName = keyof typeof CHANGES;
const CHANGE_NAMES = ["claim", "release", "undo", "import", "set", "export"] as const satisfies readonly ChangeName[];

/** Whoever asks, in the team whose book has two claims of theirs. */
interface Seed {
  readonly team: string;
  readonly person: string;
  readonly claims: Claimers;
}

/** `Ask` on a store that can be filled again, and the answers it gave. */
export function recordedAsk() {
  let current = memoryStore();
  const store: Store = {
    get: (keys) => current.get(keys),
    list: (prefix) => current.list(prefix),
    commit: (change) => current.commit(change),
    close: async () => {},
  };
  const services = teamServicesIn(store);
  const answering = createAsk(knowledge, services);
  let answered = Promise.withResolvers<Answer>();
  const ask: Ask = async (question) => {
    const reply = await answering(question);
    answered.resolve(reply.answer);
    return reply;
  };
  const teamData = async (team: string) => JSON.stringify(await store.list(teamPrefix(team)));

  /** Does a change in a team as it is seeded; whether it was done. Throws if what was refused changed something. */
  async function isDone(name: ChangeName, { team, person, claims }: Seed, act: (text: string) => Promise<unknown>) {
    current = memoryStore();
    const asker = { team, person, name: "who", role: async () => "admin" as const };
    for (const text of ["claim 8001 mine", "claim 8002 mine"]) {
      await answering({ text, manner: "command", locale: "en", asker });
    }
    await store.commit({ put: [[settingKey(teamPrefix(team), "claims"), claims]] });
    const before = await teamData(team);
    answered = Promise.withResolvers();
    const [text, kind] = CHANGES[name];
    await act(text);
    const answer = await answered.promise;
    if (answer.kind === kind) return true;
    if ((await teamData(team)) !== before)
      throw new Error(`${name} was answered with ${answer.kind}, and changed something.`);
    return false;
  }

  /** A row of the table: a sign for each change. */
  async function rowOf(seed: Seed, act: (text: string, name: ChangeName) => Promise<unknown>): Promise<string> {
    const signs: string[] = [];
    for (const name of CHANGE_NAMES) signs.push((await isDone(name, seed, (text) => act(text, name))) ? "yes" : "no");
    return signs.join(" ");
  }

  return { ask, store, rowOf };
}
