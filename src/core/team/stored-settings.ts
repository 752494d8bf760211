import { SYSTEMS } from "#core/answers/commands.ts";
import type { Change, Entry, Json, Store } from "#core/host.ts";
import type { SetQuery } from "#core/query/query.ts";
import { settingKey } from "#core/team/keys.ts";
import type { Settings, TeamSettingName, TeamSettings } from "#core/team/settings.ts";
import { CLAIMERS, LANGUAGES, SETTING_NAMES, TEAM_SETTING_NAMES, VISIBILITIES } from "#core/team/settings.ts";

/** The keys of all settings of a person, in the order that {@link readSettings} expects. */
export function settingKeys(prefix: string): readonly string[] {
  return SETTING_NAMES.map((name) => settingKey(prefix, name));
}

/** The keys of all settings of a team, in the order that {@link readTeamSettings} expects. */
export function teamSettingKeys(prefix: string): readonly string[] {
  return TEAM_SETTING_NAMES.map((name) => settingKey(prefix, name));
}

/** Parses stored settings. Values that are no longer valid count as unset. */
export function readSettings(values: readonly (Json | undefined)[]): Settings {
  return {
    language: LANGUAGES.find((each) => each === storedValue("language", values)) ?? null,
    system: SYSTEMS.find((each) => each === storedValue("system", values)) ?? null,
    answers: VISIBILITIES.find((each) => each === storedValue("answers", values)) ?? null,
  };
}

export function readTeamSettings(values: readonly (Json | undefined)[]): TeamSettings {
  return { ...readSettings(values), claims: CLAIMERS.find((each) => each === storedValue("claims", values)) ?? null };
}

function storedValue(name: TeamSettingName, values: readonly (Json | undefined)[]): Json | undefined {
  return values[TEAM_SETTING_NAMES.indexOf(name)];
}

export async function saveSettings(prefix: string, changes: SetQuery["changes"], store: Store): Promise<void> {
  const put = changes.flatMap(({ setting, value }): Entry[] =>
    value === null ? [] : [[settingKey(prefix, setting), value]],
  );
  const remove = changes.filter(({ value }) => value === null).map(({ setting }) => settingKey(prefix, setting));
  const change: Change = { put, remove };
  await store.commit(change);
}
