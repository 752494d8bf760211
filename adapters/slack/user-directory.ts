import { webApi } from "@slack/bolt";
import type { Json, Store } from "#core/host.ts";
import { adapterKey } from "#core/team/keys.ts";
import { isRecord, textIn } from "./read.ts";

/** What is known of a user: never waited for. */
export interface Profile {
  /** BCP 47 tag. */
  readonly locale: string;
  readonly name: string;
}

/** Whom the client may ask about, with the workspace's own token. */
export type Client = webApi.WebClient;

export interface UserDirectory {
  /** What was learnt before; null for nothing. */
  known(team: string, user: string): Profile | null;
  /** Finds out for the next time, where that is due: nothing has to wait for it. Never rejects. */
  learn(team: string, users: readonly (string | undefined)[], client: Client): Promise<void>;
  /** Whether Slack says that the user is an admin or owner; false where it does not say. Never rejects. */
  isAdmin(team: string, user: string, client: Client): Promise<boolean>;
  /** Forgets everybody in a team; what another process has learnt ends within a day. */
  forget(team: string): Promise<void>;
}

/** In milliseconds. */
const DAY = 86_400_000;
const ADMIN_FOR = 300_000;
/** A workspace that did not grant users:read is not asked for this long. */
const REFUSED_FOR = 3_600_000;
/** Nor is Slack asked again at once where it did not answer. */
const TRIED_AGAIN_AFTER = 60_000;
const REMEMBERED = 10_000;

/** The rights of who asks may be waited for, and then no longer than this, in milliseconds. */
const ONCE = { timeout: 2500, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };

/** @param id `TEAM/USER` */
const cacheKey = (id: string) => adapterKey("cache", "slack", id);

type Found = NonNullable<webApi.UsersInfoResponse["user"]>;

interface Known extends Profile {
  readonly at: number;
}

/** Users by `users.info`, which needs the optional scope users:read; without it everybody speaks English. */
export function createUserDirectory(
  store: Store,
  clientOptions: webApi.WebClientOptions,
  now: () => number = Date.now,
): UserDirectory {
  const profiles = new Map<string, Known>();
  const admins = new Map<string, { readonly at: number; readonly isAdmin: boolean }>();
  const refused = new Map<string, number>();
  const learning = new Set<string>();

  async function ask(team: string, user: string, client: Client) {
    if (now() - (refused.get(team) ?? Number.NEGATIVE_INFINITY) < REFUSED_FOR) return null;
    try {
      // A client of its own: one that Slack holds back holds its answers back, too.
      const impatient = new webApi.WebClient(client.token, { ...clientOptions, ...ONCE });
      const { user: found } = await impatient.users.info({ user, include_locale: true });
      return found ?? null;
    } catch (error) {
      const code = isRecord(error) && isRecord(error.data) ? textIn(error.data, "error") : undefined;
      if (code === "missing_scope") keep(refused, team, now());
      return null;
    }
  }

  async function learnOne(team: string, user: string, client: Client): Promise<void> {
    const id = `${team}/${user}`;
    const last = profiles.get(id);
    if (learning.has(id) || (last !== undefined && now() - last.at < DAY)) return;
    learning.add(id);
    const key = cacheKey(id);
    try {
      const [kept] = await store.get([key]).catch(() => []);
      const before = profileFromJson(kept);
      if (before !== null) return keep(profiles, id, { ...before, at: now() });
      const found = await ask(team, user, client);
      const unknown = { ...(last ?? { locale: "en", name: user }), at: now() - DAY + TRIED_AGAIN_AFTER };
      if (found === null) return keep(profiles, id, unknown);
      const { display_name: shown, real_name: real } = found.profile ?? {};
      const name = shown || real || found.real_name || found.name || user;
      const profile = { locale: found.locale ?? "en", name };
      keep(profiles, id, { ...profile, at: now() });
      await store.commit({ put: [[key, profile]], expiresIn: DAY }).catch(() => {});
    } finally {
      learning.delete(id);
    }
  }

  return {
    known: (team, user) => profiles.get(`${team}/${user}`) ?? null,
    async learn(team, users, client) {
      await Promise.all(users.map((user) => (user === undefined ? undefined : learnOne(team, user, client))));
    },
    async isAdmin(team, user, client) {
      const id = `${team}/${user}`;
      const last = admins.get(id);
      if (last !== undefined && now() - last.at < ADMIN_FOR) return last.isAdmin;
      const found = await ask(team, user, client);
      const isAdmin = (found?.is_admin === true || found?.is_owner === true) && belongsTo(team, found);
      if (found !== null) keep(admins, id, { isAdmin, at: now() });
      return isAdmin;
    },
    async forget(team) {
      const ids = [...profiles.keys()].filter((id) => id.startsWith(`${team}/`));
      for (const id of ids) profiles.delete(id);
      for (const id of [...admins.keys()].filter((each) => each.startsWith(`${team}/`))) admins.delete(id);
      refused.delete(team);
      await store.commit({ remove: ids.map(cacheKey) });
    },
  };
}

/** An admin elsewhere, who is here over Slack Connect, is none here. */
function belongsTo(team: string, { team_id, enterprise_user }: Found): boolean {
  return team_id === team || (enterprise_user?.teams ?? []).includes(team);
}

function keep<Value>(map: Map<string, Value>, id: string, value: Value): void {
  map.delete(id);
  map.set(id, value);
  const [oldest] = map.keys();
  if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest);
}

function profileFromJson(json: Json | undefined): Profile | null {
  const [locale, name] = [textIn(json, "locale"), textIn(json, "name")];
  return locale === undefined || name === undefined ? null : { locale, name };
}
