import type { RequestListener } from "node:http";
import type { Authorize, webApi } from "@slack/bolt";
import { textIn } from "./read.ts";

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
