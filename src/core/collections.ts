/** The values in their order, each once. */
export function distinct<Value>(values: Iterable<Value>): Value[] {
  return [...new Set(values)];
}

/** The index of the first of ascending items whose key is not below `wanted`. */
export function lowerBound<Item, Key extends number | string>(
  ascending: readonly Item[],
  wanted: Key,
  keyOf: (item: Item) => Key,
): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = ascending[middle];
    if (item !== undefined && keyOf(item) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
