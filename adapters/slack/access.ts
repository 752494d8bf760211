import type { RequestListener } from "node:http";
import type { Authorize, AuthorizeResult, Logger as BoltLogger, webApi } from "@slack/bolt";
import { HTTPReceiver } from "@slack/bolt";
import type { Store } from "#core/host.ts";
import type { Installations } from "./installations.ts";
import { createInstallations } from "./installations.ts";
import { BOT_SCOPES } from "./manifest.ts";
import { INSTALL_PATH, REDIRECT_PATH } from "./paths.ts";
import { textIn } from "./read.ts";

/** How Portcall gets its tokens: one for the one workspace, or each workspace's own by OAuth. */
export type SlackAccess = { readonly via: "token"; readonly botToken: string } | SlackOAuth;

export interface SlackOAuth {
  readonly via: "oauth";
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs what proves that an installation began here. */
  readonly stateSecret: string;
  /** Portcall's own public address, with https. */
  readonly url: string;
}

export interface WorkspacesOptions {
  readonly oauth: SlackOAuth;
  readonly store: Store;
  readonly clientOptions: webApi.WebClientOptions;
  readonly logger: BoltLogger;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** The workspaces that installed Portcall by OAuth. */
export interface Workspaces {
  readonly installations: Installations;
  /** Serves the install page and Slack's way back from it. */
  readonly requestListener: RequestListener;
  readonly installUrl: string;
  /** Never rejects: `context.standing` says what stands in the way of an answer. */
  readonly authorize: Authorize<boolean>;
  /** Looks everybody up anew. */
  forgetAll(): void;
}

/** Why a workspace cannot be answered. */
export type AuthorizationProblem = "not-installed" | "away";

export function authorizationProblemOf(context: object): AuthorizationProblem | null {
  const standing = textIn(context, "standing");
  return standing === "not-installed" || standing === "away" ? standing : null;
}

/** Tokens are looked up again after this long, in milliseconds, for another process may have renewed them. */
const LOOKED_UP_FOR = 60_000;
const REMEMBERED = 2000;

export function createWorkspaces({
  oauth,
  store,
  clientOptions,
  logger,
  now = Date.now,
}: WorkspacesOptions): Workspaces {
  const installations = createInstallations(store, now);
  const { clientId, clientSecret, stateSecret } = oauth;
  const base = oauth.url.replace(/\/+$/, "");
  // Only its pages are served: what Slack sends goes another way.
  const receiver = new HTTPReceiver({
    signingSecret: "",
    signatureVerification: false,
    endpoints: [],
    logger,
    clientId,
    clientSecret,
    stateSecret,
    scopes: BOT_SCOPES,
    installationStore: {
      ...installations,
      async storeInstallation(installation) {
        await installations.storeInstallation(installation);
        known.clear();
      },
    },
    redirectUri: `${base}${REDIRECT_PATH}`,
    installerOptions: { installPath: INSTALL_PATH, redirectUriPath: REDIRECT_PATH, clientOptions },
  });
  const known = new Map<string, { readonly at: number; readonly result: AuthorizeResult }>();
  const asked = new Map<string, Promise<AuthorizeResult>>();

  async function lookUp(source: Parameters<Authorize<boolean>>[0]): Promise<AuthorizeResult> {
    const found = await installations.find(source);
    if (found === null || receiver.installer === undefined) return { standing: "not-installed" };
    const { teamId } = source;
    const organisation = found.isEnterpriseInstall ? found.enterprise?.id : undefined;
    if (organisation !== undefined && teamId !== undefined) await installations.joined(organisation, teamId);
    return { ...(await receiver.installer.authorize(source)) };
  }

  return {
    installations,
    requestListener: (request, response) => {
      // What is no page, Bolt's receiver throws: that would end the process.
      if (request.method === "GET") receiver.requestListener(request, response);
      else response.writeHead(405, { allow: "GET" }).end();
    },
    installUrl: `${base}${INSTALL_PATH}`,
    async authorize(source) {
      const key = `${source.teamId} ${source.enterpriseId} ${source.isEnterpriseInstall}`;
      const last = known.get(key);
      if (last !== undefined && now() - last.at < LOOKED_UP_FOR) return { ...last.result };
      // A refresh token is good for one use: whoever asks meanwhile waits for the same answer.
      const looking = asked.get(key) ?? lookUp(source).finally(() => asked.delete(key));
      asked.set(key, looking);
      try {
        const result = await looking;
        known.delete(key);
        if (authorizationProblemOf(result) === null) known.set(key, { at: now(), result });
        const [oldest] = known.keys();
        if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest);
        // Bolt writes into what it is given.
        return { ...result };
      } catch (error) {
        logger.error("An installation could not be looked up:", error);
        return last === undefined ? { standing: "away" } : { ...last.result };
      }
    },
    forgetAll: () => known.clear(),
  };
}
