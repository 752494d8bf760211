import type { RequestListener } from "node:http";
import type { Authorize, AuthorizeResult, webApi } from "@slack/bolt";
import { textIn } from "./payload.ts";

/** How Portcall gets its tokens: one for the one workspace, or each workspace's own by OAuth. */
export type SlackAccess = { readonly via: "token"; readonly botToken: string } | SlackOAuth;

export interface SlackOAuth {
  readonly via: "oauth";
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs the state parameter, which proves that an installation began here. */
  readonly stateSecret: string;
  /** Portcall's own public address, with https. */
  readonly url: string;
}

/** What differs between the two. */
export interface Access {
  /** The token for a request. By OAuth it never rejects: `authorizationProblemOf` says why there is none. */
  readonly authorize: Authorize<boolean>;
  /** The client of a workspace, for what Portcall says unasked; rejects if Portcall is not installed there. */
  clientFor(team: string): Promise<webApi.WebClient>;
  /** Rejects if Slack refuses the one token. */
  check(): Promise<unknown>;
  /** What an installation needs, by path. */
  readonly pages: ReadonlyMap<string, RequestListener>;
  /** Where to install Portcall; null for one workspace. */
  readonly installUrl: string | null;
  /** Drops every cached token. */
  forgetAll(): void;
}

/** Why a workspace cannot be answered. */
export type AuthorizationProblem = "not-installed" | "store-unavailable";

/** @param context Bolt's, which holds what `authorize` resolved to */
export function authorizationProblemOf(context: object): AuthorizationProblem | null {
  const problem = textIn(context, "problem");
  return problem === "not-installed" || problem === "store-unavailable" ? problem : null;
}

/**
 * One token for one workspace, which Slack is asked to name, once. Bolt would take each request's word for the
 * workspace; over Slack Connect that may be another than the token's.
 */
export function createTokenAccess(client: webApi.WebClient): Access {
  let identity: Promise<AuthorizeResult> | null = null;

  async function identify(): Promise<AuthorizeResult> {
    const { team_id, enterprise_id, user_id, bot_id, is_enterprise_install } = await client.auth.test();
    const isOfOneTeam = team_id !== undefined && is_enterprise_install !== true;
    return {
      ...(client.token === undefined ? {} : { botToken: client.token }),
      ...(isOfOneTeam ? { teamId: team_id } : {}),
      ...(enterprise_id === undefined ? {} : { enterpriseId: enterprise_id }),
      ...(user_id === undefined ? {} : { botUserId: user_id }),
      ...(bot_id === undefined ? {} : { botId: bot_id }),
    };
  }

  function identifyOnce(): Promise<AuthorizeResult> {
    identity ??= identify().catch((error: unknown) => {
      identity = null;
      throw error;
    });
    return identity;
  }

  return {
    // Bolt writes into what it is given.
    authorize: async () => ({ ...(await identifyOnce()) }),
    clientFor: async () => client,
    check: identifyOnce,
    pages: new Map(),
    installUrl: null,
    forgetAll: () => {},
  };
}
