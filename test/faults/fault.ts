import type { DiscordPlatform } from "../support/discord-platform/discord-platform.ts";
import type { Outcome } from "../support/loopback/replies.ts";
import type { SlackPlatform } from "../support/slack-platform/slack-platform.ts";

/** A row of the fault table: one thing that breaks around Portcall. */
export interface Fault {
  /** What it happens to: `redis`, `slack`, … */
  readonly on: string;
  readonly name: string;
  /** Makes the world in which it happens, whole. */
  prepare(platforms: Platforms): Promise<World>;
  /** Whether it is broken before Portcall starts. */
  readonly atStart?: boolean;
  /** What people ask meanwhile: a command, or a mention, which Portcall has to post to a platform. */
  readonly asks?: Question;
}

export type Question = "command" | "slack mention" | "discord mention";

export interface Platforms {
  readonly slack: SlackPlatform;
  readonly discord: DiscordPlatform;
}

export interface World {
  /** Variables for Portcall. */
  readonly environment: Readonly<Record<string, string>>;
  breakIt(): Promise<unknown> | unknown;
  mend(): Promise<unknown> | unknown;
  /** What a platform answers just now instead of its own; undefined while it works. */
  readonly outcome?: (platform: "slack" | "discord") => Outcome | undefined;
  /** Seconds by which Portcall's clock differs from everybody's. */
  readonly clockOffset?: () => number;
  remove?(): Promise<unknown> | unknown;
}
