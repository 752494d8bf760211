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

/** Tokens are cached this long, in milliseconds: another process may have renewed them. */
const CACHED_FOR = 60_000;
const CACHED = 2000;

type Source = Parameters<Authorize<boolean>>[0];

/** The workspaces that installed Portcall, each with its own token. */
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
  // While the store is away, an expired token is better than none.
  const tokens = new LRUCache<string, AuthorizeResult>({ max: CACHED, ttl: CACHED_FOR, noDeleteOnStaleGet: true });
  const lookUps = new Map<string, Promise<AuthorizeResult>>();

  async function lookUp(source: Source): Promise<AuthorizeResult> {
    const found = await installations.find(source);
    if (found === null) return { problem: "not-installed" };
    const organisation = found.isEnterpriseInstall ? found.enterprise?.id : undefined;
    const { teamId } = source;
    if (organisation !== undefined && teamId !== undefined) await installations.joined(organisation, teamId);
    return { ...(await installer.authorize(source)) };
  }

  async function tokenFor(source: Source): Promise<AuthorizeResult> {
    const key = `${source.teamId} ${source.enterpriseId} ${source.isEnterpriseInstall}`;
    const cached = tokens.get(key);
    if (cached !== undefined) return cached;
    const expired = tokens.get(key, { allowStale: true });
    // A refresh token can be used once: whoever asks meanwhile waits for the same answer.
    const pending = lookUps.get(key) ?? lookUp(source).finally(() => lookUps.delete(key));
    lookUps.set(key, pending);
    try {
      const result = await pending;
      if (authorizationProblemOf(result) === null) tokens.set(key, result);
      else tokens.delete(key);
      return result;
    } catch (error) {
      logger.error("The token of a workspace could not be looked up:", error);
      return expired ?? { problem: "store-unavailable" };
    }
  }

  const installOptions = { scopes: BOT_SCOPES, redirectUri: `${base}${REDIRECT_PATH}` };
  const install: Page = (request, response) => installer.handleInstallPath(request, response, {}, installOptions);
  const redirect: Page = (request, response) => installer.handleCallback(request, response);

  return {
    // Bolt writes into what it is given.
    authorize: async (source) => ({ ...(await tokenFor(source)) }),
    async clientFor(team) {
      const source = { teamId: team, enterpriseId: undefined, isEnterpriseInstall: false } as const;
      const { botToken } = await tokenFor(source);
      if (botToken === undefined)
        throw new Error("Portcall is not installed in that workspace; name it as TEAM/CHANNEL.");
      return clients.patient(botToken);
    },
    check: async () => {},
    pages: new Map([
      [INSTALL_PATH, listenerFor(install, logger)],
      [REDIRECT_PATH, listenerFor(redirect, logger)],
    ]),
    installUrl: `${base}${INSTALL_PATH}`,
    forgetAll: () => tokens.clear(),
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
