import type { Installation, InstallationQuery, InstallationStore } from "@slack/bolt";
import type { Entry, Json, Store } from "#core/host.ts";
import { forgetTeam } from "#core/team/forget.ts";
import { adapterKey } from "#core/team/keys.ts";
import { installationFromJson, installationToJson } from "./installation-json.ts";

/** Who gave Portcall its tokens: workspaces, and organisations for all of their workspaces. */
export interface Installations extends InstallationStore {
  find(query: InstallationQuery<boolean>): Promise<Installation | null>;
  /** Remembers that a workspace is reached through its organisation, so that it can be forgotten with it. */
  joined(organisation: string, team: string): Promise<void>;
  /** Removes all that is kept for whoever uninstalled Portcall, but not what was installed anew since. */
  remove(left: Uninstall): Promise<readonly string[]>;
}

export interface Uninstall {
  readonly team: string | undefined;
  readonly organisation: string | undefined;
  /** Whether the whole organisation has left, or only the workspace. */
  readonly isOrganisation: boolean;
  /** When, in seconds since 1970. */
  readonly at: number;
}

const installationKey = (id: string) => adapterKey("slack", "installation", id);
const membersPrefix = (organisation: string) => `${adapterKey("slack", "organisation", organisation)}/`;

/** @param now milliseconds since 1970 */
export function createInstallations(store: Store, now: () => number = Date.now): Installations {
  const find: Installations["find"] = async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
    const ids = (isEnterpriseInstall ? [enterpriseId, teamId] : [teamId, enterpriseId]).filter(
      (id) => id !== undefined,
    );
    const found = await store.get(ids.map(installationKey));
    return found.flatMap((json) => installationFromJson(json)?.installation ?? [])[0] ?? null;
  };

  /** The workspaces that left, and what says that they were there. */
  async function whatLeft({ team, organisation, isOrganisation, at }: Uninstall) {
    const id = isOrganisation ? organisation : team;
    if (id === undefined) return { teams: [], keys: [] };
    const [kept] = await store.get([installationKey(id)]);
    // Slack's two notices of one uninstallation may come late, when somebody has installed Portcall again.
    if ((installationFromJson(kept)?.at ?? 0) > at) return { teams: [], keys: [] };
    const members = isOrganisation ? await store.list(membersPrefix(id)) : [];
    const teams = members.map(([key]) => key.slice(membersPrefix(id).length));
    const membership = isOrganisation || organisation === undefined ? [] : [`${membersPrefix(organisation)}${id}`];
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
      const entry: Entry = [installationKey(id), installationToJson(installation, Math.floor(now() / 1000))];
      await store.commit({ put: [entry] });
    },
    async joined(organisation, team) {
      const known: Json = true;
      await store.commit({ put: [[`${membersPrefix(organisation)}${team}`, known]] });
    },
    async remove(left) {
      const { teams, keys } = await whatLeft(left);
      for (const team of teams) await forgetTeam(`slack.${team}`, store);
      // Last, so that it can be asked for again where it was interrupted.
      await store.commit({ remove: keys });
      return teams;
    },
  };
}
