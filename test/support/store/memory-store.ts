import type { Json, Page, Store } from "#core/host.ts";

/** An in-memory store. @param now milliseconds, for expiry */
export function memoryStore(now: () => number = Date.now): Store {
  const facts = new Map<string, { readonly value: Json; readonly expires: number | null }>();
  const valueUnder = (key: string) => {
    const fact = facts.get(key);
    return fact === undefined || (fact.expires !== null && fact.expires <= now()) ? undefined : fact.value;
  };
  return {
    async get(keys) {
      return structuredClone(keys.map(valueUnder));
    },
    async list(prefix, page) {
      const keys = [...facts.keys()].filter((key) => key.startsWith(prefix) && facts.get(key)?.expires === null);
      return structuredClone(keysOfPage(keys, page).map((key) => [key, valueUnder(key) ?? null] as const));
    },
    async commit({ expect = [], put = [], remove = [], expiresIn }) {
      for (const [key, value] of expect) {
        if (JSON.stringify(valueUnder(key)) !== JSON.stringify(value))
          return { key, value: structuredClone(valueUnder(key)) };
      }
      for (const key of remove) facts.delete(key);
      const expires = expiresIn === undefined ? null : now() + expiresIn;
      for (const [key, value] of put) facts.set(key, { value: structuredClone(value), expires });
      return null;
    },
    async close() {},
  };
}

/** The keys of a page of a list, in its order. */
function keysOfPage(keys: readonly string[], { after, limit, reverse = false }: Page = {}): string[] {
  const sorted = reverse ? keys.toSorted().reverse() : keys.toSorted();
  return sorted.filter((key) => after === undefined || (reverse ? key < after : key > after)).slice(0, limit);
}
