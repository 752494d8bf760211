import type { RequestListener } from "node:http";
import type { Authorize, AuthorizeResult, webApi } from "@slack/bolt";
import { textIn } from "./payload.ts";

/** Where bot tokens come from: one token for one workspace, or OAuth for many. */
export type SlackAccess = { readonly via: "token"; readonly botToken: string } | SlackOAuth;

export interface SlackOAuth {
  readonly via: "oauth";
  readonly clientId: string;
  readonly clientSecret: string;
  /** Signs OAuth's state parameter: https://docs.slack.dev/authentication/installing-with-oauth */
  readonly stateSecret: string;
  /** Portcall's public https address. */
  readonly url: string;
}

/** The tokens, from either source. */
export interface Access {
  /** Bolt's `authorize`. With OAuth it never rejects: `authorizationProblemOf` says why there is no token. */
  readonly authorize: Authorize<boolean>;
  /**
   * Whether an authorized event can't be answered now, for want of its token, but perhaps later: then Slack has to
   * deliver it again. @param body as given to `authorize`
   */
  mustRedeliver(body: object): boolean;
  /** The Web API client of a workspace; rejects if Portcall is not installed there. */
  clientFor(team: string): Promise<webApi.WebClient>;
  /** Asks Slack, and rejects if it refuses the token; null if there is a token for each workspace. */
  readonly verifyToken: (() => Promise<unknown>) | null;
  /** The install pages by path. */
  readonly pages: ReadonlyMap<string, RequestListener>;
  /** Null without OAuth. */
  readonly installUrl: string | null;
  /** Drops every cached token. */
  clearTokens(): void;
}

/** Why there is no token for a workspace. */
export type AuthorizationProblem = "not-installed" | "store-unavailable";

/** @param context Bolt's context, which contains the result of `authorize` */
export function authorizationProblemOf(context: object): AuthorizationProblem | null {
  const problem = textIn(context, "problem");
  return problem === "not-installed" || problem === "store-unavailable" ? problem : null;
}

/**
 * One token, whose workspace is looked up once with auth.test. Bolt would use the workspace of each request, which may be
 * another one over Slack Connect.
 */
export function createTokenAccess(client: webApi.WebClient): Access {
  let identity: Promise<AuthorizeResult> | null = null;
  const verifyToken = async () => {
    const verified = await testToken();
    identity = Promise.resolve(verified);
  };

  async function testToken(): Promise<AuthorizeResult> {
    const { team_id, enterprise_id, user_id, bot_id, is_enterprise_install } = await client.auth.test();
    const isOneTeam = team_id !== undefined && is_enterprise_install !== true;
    return {
      ...(client.token === undefined ? {} : { botToken: client.token }),
      ...(isOneTeam ? { teamId: team_id } : {}),
      ...(enterprise_id === undefined ? {} : { enterpriseId: enterprise_id }),
      ...(user_id === undefined ? {} : { botUserId: user_id }),
      ...(bot_id === undefined ? {} : { botId: bot_id }),
    };
  }

  function testTokenOnce(): Promise<AuthorizeResult> {
    identity ??= testToken().catch((error: unknown) => {
      identity = null;
      throw error;
    });
    return identity;
  }

  return {
    // A copy, because Bolt modifies the result.
    authorize: async () => ({ ...(await testTokenOnce()) }),
    mustRedeliver: () => false,
    clientFor: async () => client,
    verifyToken,
    pages: new Map(),
    installUrl: null,
    clearTokens: () => {},
  };
}
