import type { webApi } from "@slack/bolt";
import type { Counter } from "../loopback/counter.ts";
import type { SlackArguments } from "./slack-call.ts";
import { workspace } from "./workspace.ts";

/** An app that may be installed, as Slack knows it. */
export interface OAuthApp {
  clientId: string;
  clientSecret: string;
  /** Whether its tokens end and have to be renewed; then the first lasts this many seconds. */
  tokensLast?: number;
}

/** Whose a token is. */
export interface TokenOwner {
  teamId: string;
}

/** Where an admin installs the app. */
export interface OAuthGrant {
  teamId: string;
  /** Set for the installation in a whole organisation. */
  enterpriseId: string | null;
}

export interface OAuth {
  approve(authorizeUrl: string, grant?: Partial<OAuthGrant>): string;
  exchange(body: SlackArguments): webApi.OauthV2AccessResponse;
}

interface OAuthOptions {
  app: OAuthApp;
  next: Counter;
  issued: (token: string, owner: TokenOwner) => void;
  spent: (token: string) => void;
}

interface GrantedCode extends OAuthGrant {
  scope: string;
  redirectUri: string;
}

/** https://docs.slack.dev/authentication/installing-with-oauth and …/using-token-rotation, as far as a bot needs them. */
export function createOAuth({ app, next, issued, spent }: OAuthOptions): OAuth {
  const codes = new Map<string, GrantedCode>();
  const refreshTokens = new Map<string, { granted: GrantedCode; token: string }>();

  function issue(granted: GrantedCode, tokensLast: number | undefined): webApi.OauthV2AccessResponse {
    const token = `xoxb-${granted.enterpriseId ?? granted.teamId}-${next()}`;
    issued(token, { teamId: granted.teamId });
    const refresh_token = `xoxe-1-${next()}`;
    if (tokensLast !== undefined) refreshTokens.set(refresh_token, { granted, token });
    const enterprise = granted.enterpriseId === null ? null : { id: granted.enterpriseId, name: "Loopback Org" };
    const answer = {
      ok: true,
      app_id: workspace.appId,
      authed_user: { id: workspace.userId },
      scope: granted.scope,
      token_type: "bot",
      access_token: token,
      bot_user_id: workspace.botUserId,
      is_enterprise_install: granted.enterpriseId !== null,
      ...(granted.enterpriseId === null ? { team: { id: granted.teamId, name: "Loopback" } } : {}),
      ...(enterprise === null ? {} : { enterprise }),
      ...(tokensLast === undefined ? {} : { refresh_token, expires_in: tokensLast }),
    } satisfies webApi.OauthV2AccessResponse;
    // Slack sends null where there is none, which its own types do not say.
    return { ...answer, ...(granted.enterpriseId === null ? {} : NO_TEAM) };
  }

  return {
    approve(authorizeUrl, grant = {}) {
      const asked = new URL(authorizeUrl).searchParams;
      if (asked.get("client_id") !== app.clientId) throw new Error(`Slack knows no client ${asked.get("client_id")}.`);
      const code = `code-${next()}`;
      const redirectUri = asked.get("redirect_uri") ?? "";
      codes.set(code, {
        teamId: workspace.teamId,
        enterpriseId: null,
        scope: asked.get("scope") ?? "",
        redirectUri,
        ...grant,
      });
      return `${redirectUri}?${new URLSearchParams({ code, state: asked.get("state") ?? "" })}`;
    },
    exchange(body) {
      if (body.client_id !== app.clientId || body.client_secret !== app.clientSecret) {
        return { ok: false, error: "bad_client_secret" };
      }
      if (body.grant_type === "refresh_token") {
        const renewed = refreshTokens.get(String(body.refresh_token));
        if (renewed === undefined) return { ok: false, error: "invalid_refresh_token" };
        // A refresh token is good for one use, and its token ends with it.
        refreshTokens.delete(String(body.refresh_token));
        spent(renewed.token);
        return issue(renewed.granted, 43_200);
      }
      const granted = codes.get(String(body.code));
      codes.delete(String(body.code));
      if (granted === undefined) return { ok: false, error: "invalid_code" };
      if (body.redirect_uri !== granted.redirectUri) return { ok: false, error: "bad_redirect_uri" };
      return issue(granted, app.tokensLast);
    },
  };
}

const NO_TEAM: object = { team: null };
