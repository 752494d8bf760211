/** Remembers what was worked out last. */
export interface Memory<Value> {
  /** The value under the key, worked out where it is not remembered. */
  recall(key: string, workOut: () => Value): Value;
}

/** @param size how many values are remembered; the one not recalled for longest makes room */
export function createMemory<Value>(size: number): Memory<Value> {
  const kept = new Map<string, { readonly value: Value }>();
  return {
    recall(key, workOut) {
      const known = kept.get(key) ?? { value: workOut() };
      kept.delete(key);
      kept.set(key, known);
      const [oldest] = kept.keys();
      if (kept.size > size && oldest !== undefined) kept.delete(oldest);
      return known.value;
    },
  };
}
