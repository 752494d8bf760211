import type { webApi } from "@slack/bolt";
import { LRUCache } from "lru-cache";
import { isRecord } from "#adapters/chat/record.ts";
import type { Json, Store } from "#core/host.ts";
import type { Role } from "#core/team/asker.ts";
import { profileKey } from "#core/team/keys.ts";
import type { SlackClients } from "./clients.ts";
import { textIn } from "./payload.ts";

/** A user's cached profile. */
export interface Profile {
  /** BCP 47 tag. */
  readonly locale: string;
  readonly name: string;
}

/** A client with a workspace's own token. */
export type Client = webApi.WebClient;

export interface UserDirectory {
  /** The cached profile, if there is one. */
  cached(team: string, user: string): Profile | null;
  /** Refreshes the cached profiles that have expired. Never rejects. */
  refresh(team: string, users: readonly (string | undefined)[], client: Client): Promise<void>;
  /** The user's role in the team; `unknown` if Slack does not answer. Never rejects. */
  role(team: string, user: string, client: Client): Promise<Role>;
  /**
   * Forgets a user in this process, and does not look them up for a minute: an answer is followed by a refresh.
   * @param id `TEAM/USER`
   */
  forgetUser(id: string): void;
  /** Forgets everybody in a team. The caches of other processes expire within a day. */
  forget(team: string): Promise<void>;
}

/** In milliseconds. */
const DAY = 86_400_000;
const ROLE_TTL = 300_000;
/** How long a workspace without users:read is not asked. */
const MISSING_SCOPE_TTL = 3_600_000;
/** How long a user is not looked up again after a failure. */
const FAILURE_TTL = 60_000;
const CACHE_SIZE = 10_000;
/** How long a user who wants to be forgotten is not looked up. */
const FORGOTTEN_TTL = 60_000;

interface UserRequest {
  readonly team: string;
  readonly user: string;
  readonly client: Client;
}

/** @param id `TEAM/USER` */
const storedKey = (id: string) => profileKey(`slack.${id}`);

/**
 * Users by `users.info`, which needs the optional scope users:read; without it everybody gets English.
 * https://docs.slack.dev/reference/methods/users.info
 * @param now milliseconds since 1970
 */
export function createUserDirectory(
  store: Store,
  clients: Pick<SlackClients, "withoutRetries">,
  now: () => number = Date.now,
): UserDirectory {
  const cache = { max: CACHE_SIZE, perf: { now }, ttlResolution: 0 };
  const roles = new LRUCache<string, Role>({ ...cache, ttl: ROLE_TTL });
  const lookup = createUserLookup(clients, cache, ({ team, user }, found) =>
    roles.set(`${team}/${user}`, roleOf(team, found)),
  );
  const profiles = createProfileCache(store, lookup, cache);
  const forgotten = new LRUCache<string, true>({ ...cache, ttl: FORGOTTEN_TTL });

  return {
    cached: (team, user) => profiles.get(`${team}/${user}`) ?? null,
    async refresh(team, users, client) {
      // Where nobody may be looked up, nobody is stored either.
      if (!lookup.mayAsk(team)) return;
      const isDue = (id: string) => !profiles.has(id) && !forgotten.has(id);
      const due = users.filter((user) => user !== undefined).filter((user) => isDue(`${team}/${user}`));
      if (due.length === 0) return;
      // `forget` aborts pending fetches, which then reject.
      await Promise.allSettled(
        due.map((user) => profiles.fetch(`${team}/${user}`, { context: { team, user, client }, allowStale: false })),
      );
    },
    async role(team, user, client) {
      const known = roles.get(`${team}/${user}`);
      if (known !== undefined) return known;
      const found = await lookup.fetch({ team, user, client });
      return found === null ? "unknown" : roleOf(team, found);
    },
    forgetUser(id) {
      forgotten.set(id, true);
      profiles.delete(id);
      roles.delete(id);
    },
    async forget(team) {
      const inTeam = (id: string) => id.startsWith(`${team}/`);
      const ids = [...profiles.keys()].filter(inTeam);
      for (const id of ids) profiles.delete(id);
      for (const id of [...roles.keys()].filter(inTeam)) roles.delete(id);
      lookup.forget(team);
      await store.commit({ remove: ids.map(storedKey) });
    },
  };
}

interface CacheOptions {
  readonly max: number;
  readonly perf: { now(): number };
  readonly ttlResolution: number;
}

type SlackUser = NonNullable<webApi.UsersInfoResponse["user"]>;

interface UserLookup {
  /** Null if Slack does not answer, or did not grant the scope. */
  fetch(request: UserRequest): Promise<SlackUser | null>;
  /** Whether the scope may have been granted. */
  mayAsk(team: string): boolean;
  forget(team: string): void;
}

/** @param onFound called with each user that Slack returns */
function createUserLookup(
  clients: Pick<SlackClients, "withoutRetries">,
  cache: CacheOptions,
  onFound: (request: UserRequest, user: SlackUser) => void,
): UserLookup {
  const missingScope = new LRUCache<string, true>({ ...cache, ttl: MISSING_SCOPE_TTL });
  return {
    async fetch(request) {
      const { team, user, client } = request;
      if (missingScope.has(team)) return null;
      try {
        const { user: found } = await clients.withoutRetries(client.token).users.info({ user, include_locale: true });
        if (found === undefined) return null;
        onFound(request, found);
        return found;
      } catch (error) {
        const code = isRecord(error) && isRecord(error.data) ? textIn(error.data, "error") : undefined;
        if (code === "missing_scope") missingScope.set(team, true);
        return null;
      }
    },
    mayAsk: (team) => !missingScope.has(team),
    forget: (team) => void missingScope.delete(team),
  };
}

/** Profiles by `TEAM/USER`, shared with other processes through the store. */
function createProfileCache(store: Store, lookup: UserLookup, cache: CacheOptions) {
  return new LRUCache<string, Profile, UserRequest>({
    ...cache,
    ttl: DAY,
    // A stale name is better than none while the new one is fetched.
    allowStale: true,
    noDeleteOnStaleGet: true,
    async fetchMethod(id, last, { options, context }) {
      const key = storedKey(id);
      const [json] = await store.get([key]).catch(() => []);
      const stored = profileFromJson(json);
      if (stored !== null) return stored;
      const found = await lookup.fetch(context);
      if (found === null) {
        options.ttl = FAILURE_TTL;
        return last ?? { locale: "en", name: context.user };
      }
      const profile = profileOf(found, context.user);
      await store.commit({ put: [[key, { ...profile }]], expiresIn: DAY }).catch(() => {});
      return profile;
    },
  });
}

/**
 * Somebody of another workspace, over Slack Connect, has no role here, whatever theirs is there. Guests of both kinds
 * are restricted. https://docs.slack.dev/reference/objects/user-object
 */
function roleOf(team: string, user: SlackUser): Role {
  const { team_id, enterprise_user, deleted, is_admin, is_owner, is_restricted, is_ultra_restricted } = user;
  const belongsToTeam = team_id === team || (enterprise_user?.teams ?? []).includes(team);
  if (!belongsToTeam || deleted === true) return "stranger";
  if (is_admin === true || is_owner === true) return "admin";
  return is_restricted === true || is_ultra_restricted === true ? "guest" : "member";
}

function profileOf({ profile, real_name, name, locale }: SlackUser, user: string): Profile {
  const displayName = profile?.display_name || profile?.real_name || real_name || name || user;
  return { locale: locale ?? "en", name: displayName };
}

function profileFromJson(json: Json | undefined): Profile | null {
  const [locale, name] = [textIn(json, "locale"), textIn(json, "name")];
  return locale === undefined || name === undefined ? null : { locale, name };
}
