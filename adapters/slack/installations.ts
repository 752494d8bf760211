import type { Installation, InstallationQuery, InstallationStore } from "@slack/bolt";
import type { Json, Store } from "#core/host.ts";
import { forgetTeam } from "#core/team/forget.ts";
import { adapterKey } from "#core/team/keys.ts";
import { isRecord, numberIn, textIn } from "./payload.ts";

/** The installations of workspaces, and of organisations for all of their workspaces. */
export interface Installations extends InstallationStore {
  find(query: InstallationQuery<boolean>): Promise<Installation | null>;
  /** Records that a workspace uses its organisation's installation, so that an uninstall removes its data too. */
  addWorkspace(organisation: string, team: string): Promise<void>;
  /** Removes all data of the uninstalled workspaces, unless Portcall was installed again, and returns their ids. */
  remove(uninstall: Uninstall): Promise<readonly string[]>;
}

export interface Uninstall {
  readonly team: string | undefined;
  readonly organisation: string | undefined;
  /** Whether the whole organisation uninstalled Portcall, or only the workspace. */
  readonly isOrganisation: boolean;
  /** Seconds since 1970. */
  readonly at: number;
}

const installationKey = (id: string) => adapterKey("slack", "installation", id);
const workspacesPrefix = (organisation: string) => `${adapterKey("slack", "organisation", organisation)}/`;

export function createInstallations(store: Store): Installations {
  const find: Installations["find"] = async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
    const ids = (isEnterpriseInstall ? [enterpriseId, teamId] : [teamId, enterpriseId]).filter(
      (id) => id !== undefined,
    );
    const found = await store.get(ids.map(installationKey));
    return found.flatMap((json) => installationFromJson(json)?.installation ?? [])[0] ?? null;
  };

  return {
    find,
    async fetchInstallation(query) {
      const found = await find(query);
      if (found === null) throw new Error("Portcall is not installed in that workspace.");
      return found;
    },
    async storeInstallation(installation) {
      const id = installation.isEnterpriseInstall ? installation.enterprise?.id : installation.team?.id;
      if (id === undefined) throw new Error("Slack did not say who installed Portcall.");
      const json = installationToJson(installation, Math.floor(Date.now() / 1000));
      await store.commit({ put: [[installationKey(id), json]] });
    },
    async addWorkspace(organisation, team) {
      await store.commit({ put: [[`${workspacesPrefix(organisation)}${team}`, true]] });
    },
    async remove(uninstall) {
      const { teams, keys } = await findUninstalled(uninstall, store);
      for (const team of teams) await forgetTeam(`slack.${team}`, store);
      // Last, so that an interrupted removal can be retried.
      await store.commit({ remove: keys });
      return teams;
    },
  };
}

/** The uninstalled workspaces, and the keys of their installation. */
async function findUninstalled({ team, organisation, isOrganisation, at }: Uninstall, store: Store) {
  const id = isOrganisation ? organisation : team;
  if (id === undefined) return { teams: [], keys: [] };
  const [json] = await store.get([installationKey(id)]);
  // Slack sends two events for one uninstall. A late one must not remove a newer installation.
  if ((installationFromJson(json)?.at ?? 0) > at) return { teams: [], keys: [] };
  const members = isOrganisation ? await store.list(workspacesPrefix(id)) : [];
  const teams = members.map(([key]) => key.slice(workspacesPrefix(id).length));
  const membership = isOrganisation || organisation === undefined ? [] : [`${workspacesPrefix(organisation)}${id}`];
  const keys = [installationKey(id), ...membership, ...members.map(([key]) => key)];
  return { teams: team === undefined || teams.includes(team) ? teams : [...teams, team], keys };
}

/** The part of an installation that Bolt needs to answer. */
export interface StoredInstallation {
  readonly installation: Installation<"v2", boolean>;
  /** When it was installed or its token was last refreshed, in seconds since 1970. */
  readonly at: number;
}

function installationToJson({ team, enterprise, bot, user, isEnterpriseInstall }: Installation, at: number): Json {
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

/** Null for anything else, and for an installation without a bot token. */
function installationFromJson(json: Json | undefined): StoredInstallation | null {
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
