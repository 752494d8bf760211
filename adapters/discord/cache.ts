import type { CacheFactory } from "discord.js";
import { Collection } from "discord.js";

/**
 * What discord.js remembers: the servers, for their language, and nothing else. Everything is answered from what came
 * with it, as Discord sent it, so neither people nor messages, channels or roles are ever looked up. discord.js itself
 * drops next to nothing, and its own limits leave channels, roles and direct conversations out.
 */
export const makeCache: CacheFactory = ({ name }) => {
  const cache = new Collection<string, never>();
  if (!KEPT.has(name)) cache.set = () => cache;
  return cache;
};

const KEPT: ReadonlySet<string> = new Set(["GuildManager"]);
