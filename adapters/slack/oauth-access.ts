import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Authorize, AuthorizeResult, Logger as BoltLogger } from "@slack/bolt";
import { InstallProvider } from "@slack/oauth";
import { LRUCache } from "lru-cache";
import type { Access, SlackOAuth } from "./access.ts";
import { authorizationProblemOf } from "./access.ts";
import type { SlackClients } from "./clients.ts";
import type { Installations } from "./installations.ts";
import { BOT_SCOPES, INSTALL_PATH, REDIRECT_PATH } from "./manifest.ts";

export interface OAuthAccessOptions {
  readonly oauth: SlackOAuth;
  readonly installations: Installations;
  readonly clients: SlackClients;
  readonly logger: BoltLogger;
}

/** Milliseconds. Short, because another process may refresh a token. */
const CACHE_TTL = 60_000;
const CACHE_SIZE = 2000;

type Source = Parameters<Authorize<boolean>>[0];

/** OAuth, with a token for each workspace that installed Portcall. */
export function createOAuthAccess({ oauth, installations, clients, logger }: OAuthAccessOptions): Access {
  const { clientId, clientSecret, stateSecret } = oauth;
  const base = oauth.url.replace(/\/+$/, "");
  const installer = new InstallProvider({
    clientId,
    clientSecret,
    stateSecret,
    logger,
    clientOptions: clients.options,
    installationStore: {
      ...installations,
      async storeInstallation(installation) {
        await installations.storeInstallation(installation);
        tokens.clear();
      },
    },
  });
  const tokens = createTokenCache(authorize, logger);

  async function authorize(source: Source): Promise<AuthorizeResult> {
    const found = await installations.find(source);
    if (found === null) return { problem: "not-installed" };
    const organisation = found.isEnterpriseInstall ? found.enterprise?.id : undefined;
    const { teamId } = source;
    if (organisation !== undefined && teamId !== undefined) await installations.addWorkspace(organisation, teamId);
    return { ...(await installer.authorize(source)) };
  }

  const installOptions = { scopes: BOT_SCOPES, redirectUri: `${base}${REDIRECT_PATH}` };
  const install: Page = (request, response) => installer.handleInstallPath(request, response, {}, installOptions);
  const redirect: Page = (request, response) => installer.handleCallback(request, response);

  return {
    // A copy, because Bolt modifies the result.
    authorize: async (source) => ({ ...(await tokens.get(source)) }),
    async clientFor(team) {
      const source = { teamId: team, enterpriseId: undefined, isEnterpriseInstall: false } as const;
      const { botToken } = await tokens.get(source);
      if (botToken === undefined)
        throw new Error("Portcall is not installed in that workspace; name it as TEAM/CHANNEL.");
      return clients.withRetries(botToken);
    },
    verifyToken: async () => {},
    pages: new Map([
      [INSTALL_PATH, listenerFor(install, logger)],
      [REDIRECT_PATH, listenerFor(redirect, logger)],
    ]),
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
        logger.error("The token of a workspace could not be looked up:", error);
        return expired ?? { problem: "store-unavailable" };
      }
    },
    clear: () => cache.clear(),
  };
}

type Page = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

function listenerFor(page: Page, logger: BoltLogger): RequestListener {
  return (request, response) => {
    if (request.method !== "GET") {
      response.writeHead(405, { allow: "GET" }).end();
      return;
    }
    page(request, response).catch((error: unknown) => {
      logger.error("An install page failed:", error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };
}
