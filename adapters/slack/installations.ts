import type { Installation, InstallationQuery, InstallationStore } from "@slack/bolt";
import type { Store } from "#core/host.ts";
import { forgetTeam } from "#core/team/forget.ts";
import { adapterKey } from "#core/team/keys.ts";
import { installationFromJson, installationToJson } from "./installation-json.ts";

/** Who installed Portcall: workspaces, and organisations for all of their workspaces. */
export interface Installations extends InstallationStore {
  find(query: InstallationQuery<boolean>): Promise<Installation | null>;
  /** Remembers that a workspace is served by its organisation's installation, so that it can be forgotten with it. */
  joined(organisation: string, team: string): Promise<void>;
  /** Removes everything about whoever uninstalled Portcall, unless it has been installed again. Returns the workspaces. */
  remove(uninstall: Uninstall): Promise<readonly string[]>;
}

export interface Uninstall {
  readonly team: string | undefined;
  readonly organisation: string | undefined;
  /** Whether the whole organisation uninstalled it, or only the workspace. */
  readonly isOrganisation: boolean;
  /** When, in seconds since 1970. */
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

  /** The workspaces that are gone, and the keys that say they were there. */
  async function findUninstalled({ team, organisation, isOrganisation, at }: Uninstall) {
    const id = isOrganisation ? organisation : team;
    if (id === undefined) return { teams: [], keys: [] };
    const [kept] = await store.get([installationKey(id)]);
    // Slack sends two notices of one uninstallation; a late one must not remove what was installed again since.
    if ((installationFromJson(kept)?.at ?? 0) > at) return { teams: [], keys: [] };
    const members = isOrganisation ? await store.list(workspacesPrefix(id)) : [];
    const teams = members.map(([key]) => key.slice(workspacesPrefix(id).length));
    const membership = isOrganisation || organisation === undefined ? [] : [`${workspacesPrefix(organisation)}${id}`];
    const keys = [installationKey(id), ...membership, ...members.map(([key]) => key)];
    return { teams: team === undefined || teams.includes(team) ? teams : [...teams, team], keys };
  }

  return {
    find,
    async fetchInstallation(query) {
      const found = await find(query);
      if (found === null) throw new Error("Portcall is not installed there.");
      return found;
    },
    async storeInstallation(installation) {
      const id = installation.isEnterpriseInstall ? installation.enterprise?.id : installation.team?.id;
      if (id === undefined) throw new Error("Slack did not say who installed Portcall.");
      const kept = installationToJson(installation, Math.floor(Date.now() / 1000));
      await store.commit({ put: [[installationKey(id), kept]] });
    },
    async joined(organisation, team) {
      await store.commit({ put: [[`${workspacesPrefix(organisation)}${team}`, true]] });
    },
    async remove(uninstall) {
      const { teams, keys } = await findUninstalled(uninstall);
      for (const team of teams) await forgetTeam(`slack.${team}`, store);
      // Last, so that an interrupted removal can be repeated.
      await store.commit({ remove: keys });
      return teams;
    },
  };
}
