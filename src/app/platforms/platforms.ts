import { observeQuestions } from "../telemetry.ts";
import type { DiscordConfig } from "./discord.ts";
import { discord } from "./discord.ts";
import type { Platform, PlatformAdapter, PlatformServices, StatusLine } from "./platform.ts";
import type { SlackConfig } from "./slack.ts";
import { slack } from "./slack.ts";

interface ConfigByPlatform {
  readonly slack: SlackConfig;
  readonly discord: DiscordConfig;
}

export type PlatformName = keyof ConfigByPlatform;

/** Each platform's configuration; null for those not configured. */
export type PlatformConfigs = { readonly [Name in PlatformName]: ConfigByPlatform[Name] | null };

/** All platforms, in display order. */
export const PLATFORMS: { readonly [Name in PlatformName]: Platform<ConfigByPlatform[Name]> } = { slack, discord };

export const PLATFORM_NAMES: readonly PlatformName[] = Object.keys(PLATFORMS).filter(isPlatformName);

export function isPlatformName(name: string): name is PlatformName {
  return Object.hasOwn(PLATFORMS, name);
}

export function readPlatformConfigs(read: <Config>(platform: Platform<Config>) => Config | null): PlatformConfigs {
  return { slack: read(slack), discord: read(discord) };
}

/** Creates the adapters, not yet connected; null for platforms not configured. */
export async function createAdapters(
  configs: PlatformConfigs,
  services: PlatformServices,
): Promise<ReadonlyMap<PlatformName, PlatformAdapter | null>> {
  const create = async <Name extends PlatformName>(name: Name) => {
    const config: PlatformConfigs[Name] = configs[name];
    const ask = observeQuestions(services.ask, name, services.telemetry.observe);
    const adapter = config === null ? null : await PLATFORMS[name].createAdapter(config, { ...services, ask });
    return [name, adapter] as const;
  };
  return new Map(await Promise.all(PLATFORM_NAMES.map((name) => create(name))));
}

/** The start-up status of all platforms. */
export function platformStatus(
  configs: PlatformConfigs,
  isConnected: (name: PlatformName) => boolean,
): readonly StatusLine[] {
  const linesOf = <Name extends PlatformName>(name: Name) =>
    PLATFORMS[name].statusLines(configs[name], isConnected(name));
  return PLATFORM_NAMES.flatMap((name) => linesOf(name));
}

/** Whether a configured platform cannot answer anybody while the store cannot be read. */
export function needsStoreToAnswer(configs: PlatformConfigs): boolean {
  const needs = <Name extends PlatformName>(name: Name) => {
    const config: PlatformConfigs[Name] = configs[name];
    return config !== null && PLATFORMS[name].needsStoreToAnswer(config);
  };
  return PLATFORM_NAMES.some((name) => needs(name));
}
