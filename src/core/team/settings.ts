import type { System } from "#core/answers/commands.ts";
import { SYSTEMS } from "#core/answers/commands.ts";

/** The settings of a person or a team. A person's take precedence. */
export interface Settings {
  /** BCP 47 tag. */
  readonly language: Language | null;
  /** The system whose commands come first. */
  readonly system: System | null;
  /** Who sees the answer to a command: the asker alone, or the channel. */
  readonly answers: Visibility | null;
}

export type SettingName = keyof Settings;

export const VISIBILITIES = ["private", "public"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export const LANGUAGES = ["en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The values of each setting, in display order. */
export const SETTING_VALUES: Readonly<Record<SettingName, readonly string[]>> = {
  language: LANGUAGES,
  system: SYSTEMS,
  answers: VISIBILITIES,
};

export const SETTING_NAMES: readonly SettingName[] = ["language", "system", "answers"];

export const NO_SETTINGS: Settings = { language: null, system: null, answers: null };
