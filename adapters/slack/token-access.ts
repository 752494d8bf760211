import type { AuthorizeResult, webApi } from "@slack/bolt";
import type { Access } from "./access.ts";

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
