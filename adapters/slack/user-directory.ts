import type { webApi } from "@slack/bolt";
import { LRUCache } from "lru-cache";
import type { Json, Store } from "#core/host.ts";
import { adapterKey } from "#core/team/keys.ts";
import type { SlackClients } from "./clients.ts";
import { isRecord, textIn } from "./payload.ts";

/** What is known about a user, without asking Slack. */
export interface Profile {
  /** BCP 47 tag. */
  readonly locale: string;
  readonly name: string;
}

/** A client with a workspace's own token. */
export type Client = webApi.WebClient;

export interface UserDirectory {
  /** What was learnt before; null for nothing. */
  known(team: string, user: string): Profile | null;
  /** Looks users up for the next time, if that is due: nothing has to wait for it. Never rejects. */
  learn(team: string, users: readonly (string | undefined)[], client: Client): Promise<void>;
  /** Whether Slack says that the user is an admin or owner; false if it does not say. Never rejects. */
  isAdmin(team: string, user: string, client: Client): Promise<boolean>;
  /** Forgets everybody in a team; what another process has learnt expires within a day. */
  forget(team: string): Promise<void>;
}

/** In milliseconds. */
const DAY = 86_400_000;
const ADMIN_FOR = 300_000;
/** A workspace that did not grant users:read is not asked for this long. */
const REFUSED_FOR = 3_600_000;
/** Slack is not asked again at once if it did not answer. */
const RETRY_AFTER = 60_000;
const CACHED = 10_000;

interface Lookup {
  readonly team: string;
  readonly user: string;
  readonly client: Client;
}

/** @param id `TEAM/USER` */
const cacheKey = (id: string) => adapterKey("cache", "slack", id);

/**
 * Users by `users.info`, which needs the optional scope users:read; without it everybody speaks English.
 * @param now milliseconds since 1970
 */
export function createUserDirectory(
  store: Store,
  clients: Pick<SlackClients, "once">,
  now: () => number = Date.now,
): UserDirectory {
  const cache = { max: CACHED, perf: { now }, ttlResolution: 0 };
  const admins = new LRUCache<string, boolean>({ ...cache, ttl: ADMIN_FOR });
  const refused = new LRUCache<string, true>({ ...cache, ttl: REFUSED_FOR });
  const profiles = new LRUCache<string, Profile, Lookup>({
    ...cache,
    ttl: DAY,
    // An old name is better than none while the new one is looked up.
    allowStale: true,
    noDeleteOnStaleGet: true,
    async fetchMethod(id, last, { options, context }) {
      const key = cacheKey(id);
      const [kept] = await store.get([key]).catch(() => []);
      const before = profileFromJson(kept);
      if (before !== null) return before;
      const found = await ask(context);
      if (found === null) {
        options.ttl = RETRY_AFTER;
        return last ?? { locale: "en", name: context.user };
      }
      const profile = profileOf(found, context.user);
      await store.commit({ put: [[key, { ...profile }]], expiresIn: DAY }).catch(() => {});
      return profile;
    },
  });

  async function ask({ team, user, client }: Lookup): Promise<Found | null> {
    if (refused.has(team)) return null;
    try {
      const { user: found } = await clients.once(client.token).users.info({ user, include_locale: true });
      return found ?? null;
    } catch (error) {
      const code = isRecord(error) && isRecord(error.data) ? textIn(error.data, "error") : undefined;
      if (code === "missing_scope") refused.set(team, true);
      return null;
    }
  }

  return {
    known: (team, user) => profiles.get(`${team}/${user}`) ?? null,
    async learn(team, users, client) {
      const learnOne = (user: string) =>
        profiles.fetch(`${team}/${user}`, { context: { team, user, client }, allowStale: false });
      // A look-up is aborted when its team is forgotten.
      await Promise.allSettled(users.filter((user) => user !== undefined).map(learnOne));
    },
    async isAdmin(team, user, client) {
      const id = `${team}/${user}`;
      const known = admins.get(id);
      if (known !== undefined) return known;
      const found = await ask({ team, user, client });
      const isAdmin = (found?.is_admin === true || found?.is_owner === true) && belongsTo(team, found);
      if (found !== null) admins.set(id, isAdmin);
      return isAdmin;
    },
    async forget(team) {
      const inTeam = (id: string) => id.startsWith(`${team}/`);
      const ids = [...profiles.keys()].filter(inTeam);
      for (const id of ids) profiles.delete(id);
      for (const id of [...admins.keys()].filter(inTeam)) admins.delete(id);
      refused.delete(team);
      await store.commit({ remove: ids.map(cacheKey) });
    },
  };
}

type Found = NonNullable<webApi.UsersInfoResponse["user"]>;

/** An admin elsewhere, who is here over Slack Connect, is not one here. */
function belongsTo(team: string, { team_id, enterprise_user }: Found): boolean {
  return team_id === team || (enterprise_user?.teams ?? []).includes(team);
}

function profileOf({ profile, real_name, name, locale }: Found, user: string): Profile {
  const called = profile?.display_name || profile?.real_name || real_name || name || user;
  return { locale: locale ?? "en", name: called };
}

function profileFromJson(json: Json | undefined): Profile | null {
  const [locale, name] = [textIn(json, "locale"), textIn(json, "name")];
  return locale === undefined || name === undefined ? null : { locale, name };
}
