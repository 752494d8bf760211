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

/** What each platform's variables say; null for one that is not to be connected. */
export type PlatformConfigs = { readonly [Name in PlatformName]: ConfigByPlatform[Name] | null };

/** Every platform that Portcall knows, in the order to list them. */
export const PLATFORMS: { readonly [Name in PlatformName]: Platform<ConfigByPlatform[Name]> } = { slack, discord };

export const PLATFORM_NAMES: readonly PlatformName[] = Object.keys(PLATFORMS).filter(isPlatformName);

export function isPlatformName(name: string): name is PlatformName {
  return Object.hasOwn(PLATFORMS, name);
}

export function readPlatformConfigs(read: <Config>(platform: Platform<Config>) => Config | null): PlatformConfigs {
  return { slack: read(slack), discord: read(discord) };
}

/** The adapters by platform, not yet connected; null for a platform that is not to be. */
export async function createAdapters(
  configs: PlatformConfigs,
  services: PlatformServices,
): Promise<ReadonlyMap<PlatformName, PlatformAdapter | null>> {
  const create = async <Name extends PlatformName>(name: Name) => {
    const config: PlatformConfigs[Name] = configs[name];
    const adapter = config === null ? null : await PLATFORMS[name].createAdapter(config, services);
    return [name, adapter] as const;
  };
  return new Map(await Promise.all(PLATFORM_NAMES.map((name) => create(name))));
}

/** What Portcall prints about each platform when it is up. */
export function statusOf(configs: PlatformConfigs): readonly StatusLine[] {
  const linesOf = <Name extends PlatformName>(name: Name) => PLATFORMS[name].statusLines(configs[name]);
  return PLATFORM_NAMES.flatMap((name) => linesOf(name));
}
