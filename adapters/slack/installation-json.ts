import type { Installation } from "@slack/bolt";
import type { Json } from "#core/host.ts";
import { isRecord, numberIn, textIn } from "./read.ts";

/** An installation as it is stored: what Bolt needs to answer there, and no more. */
export interface StoredInstallation {
  readonly installation: Installation<"v2", boolean>;
  /** When it was made, or its tokens were last renewed, in seconds since 1970. */
  readonly at: number;
}

export function installationToJson(
  { team, enterprise, bot, user, isEnterpriseInstall }: Installation,
  at: number,
): Json {
  return {
    at,
    team: team?.id ?? null,
    enterprise: enterprise?.id ?? null,
    isEnterpriseInstall: isEnterpriseInstall ?? false,
    user: user.id,
    bot:
      bot === undefined
        ? null
        : {
            id: bot.id,
            userId: bot.userId,
            token: bot.token,
            scopes: bot.scopes,
            refreshToken: bot.refreshToken ?? null,
            expiresAt: bot.expiresAt ?? null,
          },
  };
}

/** Null for anything else, and for an installation without a bot, which cannot answer. */
export function installationFromJson(json: Json | undefined): StoredInstallation | null {
  if (!isRecord(json)) return null;
  const { bot } = json;
  const [id, userId, token] = [textIn(bot, "id"), textIn(bot, "userId"), textIn(bot, "token")];
  if (!isRecord(bot) || id === undefined || userId === undefined || token === undefined) return null;
  const scopes = Array.isArray(bot.scopes) ? bot.scopes.filter((scope) => typeof scope === "string") : [];
  const [refreshToken, expiresAt] = [textIn(bot, "refreshToken"), numberIn(bot, "expiresAt")];
  const rotation = refreshToken === undefined || expiresAt === undefined ? {} : { refreshToken, expiresAt };
  const [team, enterprise] = [textIn(json, "team"), textIn(json, "enterprise")];
  return {
    at: numberIn(json, "at") ?? 0,
    installation: {
      team: team === undefined ? undefined : { id: team },
      enterprise: enterprise === undefined ? undefined : { id: enterprise },
      isEnterpriseInstall: json.isEnterpriseInstall === true,
      authVersion: "v2",
      tokenType: "bot",
      user: { id: textIn(json, "user") ?? "", token: undefined, scopes: undefined },
      bot: { id, userId, token, scopes, ...rotation },
    },
  };
}
