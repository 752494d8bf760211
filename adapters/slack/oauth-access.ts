import type { Authorize, AuthorizeResult, Logger as BoltLogger } from "@slack/bolt";
import { InstallProvider } from "@slack/oauth";
import { LRUCache } from "lru-cache";
import { isRecord } from "#adapters/chat/record.ts";
import type { Logger } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Access, SlackOAuth } from "./access.ts";
import { authorizationProblemOf } from "./access.ts";
import type { SlackClients } from "./clients.ts";
import { createInstallListeners, withoutVisitorErrors } from "./install-listeners.ts";
import { installPage } from "./install-pages.ts";
import type { Installations } from "./installations.ts";
import { slackLogger } from "./log.ts";
import { INSTALL_PATH } from "./manifest.ts";

export interface OAuthAccessOptions {
  readonly oauth: SlackOAuth;
  readonly installations: Installations;
  readonly clients: SlackClients;
  readonly logger: Logger;
}

/** Milliseconds. Short, because another process may refresh a token. */
const CACHE_TTL = 60_000;
/** Milliseconds. A failed look-up is not repeated for this long: a store that hangs would delay every request. */
const FAILURE_TTL = 2000;
const CACHE_SIZE = 2000;

type Source = Parameters<Authorize<boolean>>[0];

/** OAuth, with a token for each workspace that installed Portcall. */
export function createOAuthAccess({ oauth, installations, clients, logger }: OAuthAccessOptions): Access {
  const { clientId, clientSecret, stateSecret } = oauth;
  const base = oauth.url.replace(/\/+$/, "");
  const boltLogger = slackLogger(logger);
  const installer = new InstallProvider({
    clientId,
    clientSecret,
    stateSecret,
    logger: withoutVisitorErrors(boltLogger),
    renderHtmlForInstallPath: (url) => installPage(url, messagesFor("en")),
    clientOptions: clients.options,
    installationStore: {
      ...installations,
      async storeInstallation(installation) {
        await installations.storeInstallation(installation);
        tokens.clear();
      },
    },
  });
  const tokens = createTokenCache(authorize, boltLogger);
  const undeliverable = new WeakSet<object>();

  async function authorize(source: Source): Promise<AuthorizeResult> {
    const found = await installations.find(source);
    if (found === null) return { problem: "not-installed" };
    const organisation = found.isEnterpriseInstall ? found.enterprise?.id : undefined;
    const { teamId } = source;
    if (organisation !== undefined && teamId !== undefined) await installations.addWorkspace(organisation, teamId);
    return { ...(await installer.authorize(source)) };
  }

  return {
    // A copy, because Bolt modifies the result.
    async authorize(source, body) {
      const result = await tokens.get(source);
      const isEvent = isRecord(body) && body.type === "event_callback";
      if (isEvent && authorizationProblemOf(result) === "store-unavailable") undeliverable.add(body);
      return { ...result };
    },
    mustRedeliver: (body) => undeliverable.has(body),
    async clientFor(team) {
      const source = { teamId: team, enterpriseId: undefined, isEnterpriseInstall: false } as const;
      const { botToken } = await tokens.get(source);
      if (botToken === undefined)
        throw new Error("Portcall is not installed in that workspace; name it as TEAM/CHANNEL.");
      return clients.withRetries(botToken);
    },
    verifyToken: null,
    pages: createInstallListeners({ installer, base, logger }),
    installUrl: `${base}${INSTALL_PATH}`,
    clearTokens: () => tokens.clear(),
  };
}

interface TokenCache {
  /** Never rejects: `authorizationProblemOf` the result says why there is no token. */
  get(source: Source): Promise<AuthorizeResult>;
  clear(): void;
}

function createTokenCache(authorize: (source: Source) => Promise<AuthorizeResult>, logger: BoltLogger): TokenCache {
  // If the store is unavailable, an expired token is better than none.
  const cache = new LRUCache<string, AuthorizeResult>({ max: CACHE_SIZE, ttl: CACHE_TTL, noDeleteOnStaleGet: true });
  const pending = new Map<string, Promise<AuthorizeResult>>();
  return {
    async get(source) {
      const key = `${source.teamId} ${source.enterpriseId} ${source.isEnterpriseInstall}`;
      const cached = cache.get(key);
      if (cached !== undefined) return cached;
      const expired = cache.get(key, { allowStale: true });
      // A refresh token can be used only once, so concurrent requests share one authorization.
      const authorizing = pending.get(key) ?? authorize(source).finally(() => pending.delete(key));
      pending.set(key, authorizing);
      try {
        const result = await authorizing;
        if (authorizationProblemOf(result) === null) cache.set(key, result);
        else cache.delete(key);
        return result;
      } catch (error) {
        // The store logs its own failures.
        if (!(error instanceof StoreUnavailable))
          logger.error("The token of a workspace could not be looked up:", error);
        const result = expired ?? { problem: "store-unavailable" };
        cache.set(key, result, { ttl: FAILURE_TTL });
        return result;
      }
    },
    clear: () => cache.clear(),
  };
}
