import type { Installation, InstallationQuery, InstallationStore } from "@slack/bolt";
import type { Entry, Store } from "#core/host.ts";
import { forgetTeam } from "#core/team/forget.ts";
import { adapterKey } from "#core/team/keys.ts";
import { installationFromJson, installationToJson, installedAt } from "./installation-json.ts";
import type { TokenCipher } from "./token-cipher.ts";

/** The installations of workspaces, and of organisations for all of their workspaces. */
export interface Installations extends InstallationStore {
  /** Rejects with a `ConfigurationError` if its tokens cannot be decrypted. */
  find(query: InstallationQuery<boolean>): Promise<Installation | null>;
  /**
   * Rejects with a `ConfigurationError` if the store's tokens are encrypted and the cipher does not have the key. Records
   * the key on first use.
   */
  checkKey(): Promise<void>;
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

const INSTALLATIONS_PREFIX = `${adapterKey("slack", "installation")}/`;
const installationKey = (id: string) => `${INSTALLATIONS_PREFIX}${id}`;
/** An encrypted text without a meaning, which tells at the start whether the key is right. */
const KEY_CHECK = adapterKey("slack", "key-check");
const workspacesPrefix = (organisation: string) => `${adapterKey("slack", "organisation", organisation)}/`;

/** The workspaces and organisations that Portcall is installed in, as teams. */
export async function installedTeams(store: Store): Promise<readonly string[]> {
  const entries = await store.list(INSTALLATIONS_PREFIX);
  return entries.map(([key]) => `slack.${key.slice(INSTALLATIONS_PREFIX.length)}`);
}

/** Removes the installation of one of the {@link installedTeams}, with its tokens. */
export async function removeInstallation(team: string, store: Store): Promise<void> {
  await store.commit({ remove: [installationKey(team.replace(/^slack\./, ""))] });
}

export function createInstallations(store: Store, cipher: TokenCipher): Installations {
  const find: Installations["find"] = async ({ teamId, enterpriseId, isEnterpriseInstall }) => {
    const ids = (isEnterpriseInstall ? [enterpriseId, teamId] : [teamId, enterpriseId]).filter(
      (id) => id !== undefined,
    );
    const keys = ids.map(installationKey);
    const found = await store.get(keys);
    for (const [place, key] of keys.entries()) {
      const installation = installationFromJson(found[place], { key, cipher });
      if (installation !== null) return installation;
    }
    return null;
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
      const key = installationKey(id);
      const at = Math.floor(Date.now() / 1000);
      await store.commit({ put: [[key, installationToJson(installation, { key, at, cipher })]] });
    },
    checkKey: () => checkKey(store, cipher),
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
  if (installedAt(json) > at) return { teams: [], keys: [] };
  const members = isOrganisation ? await store.list(workspacesPrefix(id)) : [];
  const teams = members.map(([key]) => key.slice(workspacesPrefix(id).length));
  const membership = isOrganisation || organisation === undefined ? [] : [`${workspacesPrefix(organisation)}${id}`];
  const keys = [installationKey(id), ...membership, ...members.map(([key]) => key)];
  return { teams: team === undefined || teams.includes(team) ? teams : [...teams, team], keys };
}

async function checkKey(store: Store, cipher: TokenCipher): Promise<void> {
  const [check] = await store.get([KEY_CHECK]);
  if (typeof check === "string") cipher.decrypt(check, KEY_CHECK);
  else if (cipher.isOn) await store.commit({ expect: [[KEY_CHECK, undefined]], put: [keyCheck(cipher)] });
}

function keyCheck(cipher: TokenCipher): Entry {
  return [KEY_CHECK, cipher.encrypt("portcall", KEY_CHECK)];
}

/**
 * Encrypts the tokens of all installations with the cipher's first key, while Portcall may be running; how many there are.
 * @throws ConfigurationError, and leaves the rest as it is, if one cannot be decrypted
 */
export async function encryptInstallations(store: Store, cipher: TokenCipher): Promise<number> {
  await checkKey(store, cipher);
  const stored = await store.list(INSTALLATIONS_PREFIX);
  for (const [key] of stored) await encryptInstallation(key, store, cipher);
  // Last: until then, the old key is still needed.
  await store.commit({ put: [keyCheck(cipher)] });
  return stored.length;
}

/** Again if Slack's token has been refreshed meanwhile. */
async function encryptInstallation(key: string, store: Store, cipher: TokenCipher): Promise<void> {
  for (;;) {
    const [json] = await store.get([key]);
    const installation = installationFromJson(json, { key, cipher });
    if (installation === null) return;
    const encrypted = installationToJson(installation, { key, at: installedAt(json), cipher });
    if ((await store.commit({ expect: [[key, json]], put: [[key, encrypted]] })) === null) return;
  }
}
