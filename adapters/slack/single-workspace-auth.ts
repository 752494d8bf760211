import type { Authorize, AuthorizeResult, webApi } from "@slack/bolt";

/** The one token of the one workspace. */
export interface SingleWorkspaceAuth {
  readonly client: webApi.WebClient;
  /** Asks Slack whose token it is, once; rejects where Slack refuses it. */
  identify(): Promise<AuthorizeResult>;
  readonly authorize: Authorize<boolean>;
}

/** Bolt would take each request's word for the workspace; over Slack Connect that may be another than the token's. */
export function createSingleWorkspaceAuth(client: webApi.WebClient): SingleWorkspaceAuth {
  let known: Promise<AuthorizeResult> | null = null;

  async function ask(): Promise<AuthorizeResult> {
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

  function identify(): Promise<AuthorizeResult> {
    known ??= ask().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  }

  // Bolt writes into what it is given.
  return { client, identify, authorize: async () => ({ ...(await identify()) }) };
}
