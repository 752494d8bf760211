import { SYSTEMS } from "#core/answers/commands.ts";
import type { Change, Entry, Json, Store } from "#core/host.ts";
import type { SetQuery } from "#core/query/query.ts";
import { settingKey } from "#core/team/keys.ts";
import type { Settings } from "#core/team/settings.ts";
import { LANGUAGES, SETTING_NAMES, VISIBILITIES } from "#core/team/settings.ts";

/** The keys of all settings of a team or a person, in the order that {@link readSettings} expects. */
export function settingKeys(prefix: string): readonly string[] {
  return SETTING_NAMES.map((name) => settingKey(prefix, name));
}

/** Parses stored settings. Values that are no longer valid count as unset. */
export function readSettings(values: readonly (Json | undefined)[]): Settings {
  const valueUnder = (name: keyof Settings) => values[SETTING_NAMES.indexOf(name)];
  return {
    language: LANGUAGES.find((each) => each === valueUnder("language")) ?? null,
    system: SYSTEMS.find((each) => each === valueUnder("system")) ?? null,
    answers: VISIBILITIES.find((each) => each === valueUnder("answers")) ?? null,
  };
}

export async function saveSettings(prefix: string, changes: SetQuery["changes"], store: Store): Promise<void> {
  const put = changes.flatMap(({ setting, value }): Entry[] =>
    value === null ? [] : [[settingKey(prefix, setting), value]],
  );
  const remove = changes.filter(({ value }) => value === null).map(({ setting }) => settingKey(prefix, setting));
  const change: Change = { put, remove };
  await store.commit(change);
}
