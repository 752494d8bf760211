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

/** The settings of a team, of which some are its own only. */
export interface TeamSettings extends Settings {
  /** Who may change the port book. */
  readonly claims: Claimers | null;
}

export type SettingName = keyof Settings;
export type TeamSettingName = keyof TeamSettings;

export const VISIBILITIES = ["private", "public"] as const;
export type Visibility = (typeof VISIBILITIES)[number];

export const LANGUAGES = ["en"] as const;
export type Language = (typeof LANGUAGES)[number];

/** `everyone` includes the team's guests. */
export const CLAIMERS = ["everyone", "members", "admins"] as const;
export type Claimers = (typeof CLAIMERS)[number];

/** The values of each setting, in display order. */
export const SETTING_VALUES: Readonly<Record<TeamSettingName, readonly string[]>> = {
  language: LANGUAGES,
  system: SYSTEMS,
  answers: VISIBILITIES,
  claims: CLAIMERS,
};

export const SETTING_NAMES: readonly SettingName[] = ["language", "system", "answers"];
export const TEAM_SETTING_NAMES: readonly TeamSettingName[] = [...SETTING_NAMES, "claims"];

export const NO_SETTINGS: Settings = { language: null, system: null, answers: null };
export const NO_TEAM_SETTINGS: TeamSettings = { ...NO_SETTINGS, claims: null };
