import type { CacheFactory } from "discord.js";
import { Collection } from "discord.js";

/**
 * What discord.js remembers: the servers, for their language, and nothing else. Everything is answered from what came
 * with it, as Discord sent it, so neither people nor messages, channels or roles are ever looked up. discord.js itself
 * drops next to nothing, and cannot limit all of its caches.
 */
export const makeCache: CacheFactory = ({ name }) =>
  KEPT.has(name) ? new Collection<string, never>() : new NothingKept<string, never>();

const KEPT: ReadonlySet<string> = new Set(["GuildManager"]);

class NothingKept<Key, Value> extends Collection<Key, Value> {
  override set(): this {
    return this;
  }
}
