import type { Installation } from "@slack/bolt";
import { isRecord } from "#adapters/chat/record.ts";
import type { Json } from "#core/host.ts";
import { numberIn, textIn } from "./payload.ts";
import type { TokenCipher } from "./token-cipher.ts";

/** Part of the place of an encrypted token, so that it cannot be swapped with another one of the same entry. */
const placeOf = (key: string, field: "token" | "refreshToken") => `${key}#${field}`;

/**
 * The part of an installation that Bolt needs to answer, with its tokens encrypted.
 * @param key the key that it is stored under
 * @param at when it was installed or its token was last refreshed, in seconds since 1970
 */
export function installationToJson(
  { team, enterprise, bot, user, isEnterpriseInstall }: Installation,
  { key, at, cipher }: { readonly key: string; readonly at: number; readonly cipher: TokenCipher },
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
            token: cipher.encrypt(bot.token, placeOf(key, "token")),
            scopes: bot.scopes,
            refreshToken:
              bot.refreshToken === undefined ? null : cipher.encrypt(bot.refreshToken, placeOf(key, "refreshToken")),
            expiresAt: bot.expiresAt ?? null,
          },
  };
}

/** When it was installed or its token was last refreshed, in seconds since 1970; 0 for anything else. */
export function installedAt(json: Json | undefined): number {
  return numberIn(json, "at") ?? 0;
}

/**
 * Null for anything else, and for an installation without a bot token.
 * @throws ConfigurationError if the tokens cannot be decrypted
 */
export function installationFromJson(
  json: Json | undefined,
  { key, cipher }: { readonly key: string; readonly cipher: TokenCipher },
): Installation<"v2", boolean> | null {
  if (!isRecord(json)) return null;
  const { bot } = json;
  const [id, userId, token] = [textIn(bot, "id"), textIn(bot, "userId"), textIn(bot, "token")];
  if (!isRecord(bot) || id === undefined || userId === undefined || token === undefined) return null;
  const scopes = Array.isArray(bot.scopes) ? bot.scopes.filter((scope) => typeof scope === "string") : [];
  const [refreshToken, expiresAt] = [textIn(bot, "refreshToken"), numberIn(bot, "expiresAt")];
  const rotation =
    refreshToken === undefined || expiresAt === undefined
      ? {}
      : { refreshToken: cipher.decrypt(refreshToken, placeOf(key, "refreshToken")), expiresAt };
  const [team, enterprise] = [textIn(json, "team"), textIn(json, "enterprise")];
  return {
    team: team === undefined ? undefined : { id: team },
    enterprise: enterprise === undefined ? undefined : { id: enterprise },
    isEnterpriseInstall: json.isEnterpriseInstall === true,
    authVersion: "v2",
    tokenType: "bot",
    user: { id: textIn(json, "user") ?? "", token: undefined, scopes: undefined },
    bot: { id, userId, token: cipher.decrypt(token, placeOf(key, "token")), scopes, ...rotation },
  };
}
