/** The values in order, without duplicates. */
export function distinct<Value>(values: Iterable<Value>): Value[] {
  const all = [...values];
  return all.length < 2 ? all : [...new Set(all)];
}

/** Binary search: the index of the first of ascending items whose key is not below `wanted`. */
export function lowerBound<Item, Key extends number | string>(
  ascending: ArrayLike<Item>,
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

/** Appends to the array under a key; prefer `Map.groupBy` if all values are known. */
export function pushTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}

/** The first `count` items in the order of `compare`, stable; faster than sorting if there are far more items. */
export function topOf<Item>(items: Iterable<Item>, count: number, compare: (a: Item, b: Item) => number): Item[] {
  const top: Item[] = [];
  for (const item of items) {
    const last = top[count - 1];
    if (last !== undefined && compare(item, last) >= 0) continue;
    let at = top.push(item) - 1;
    for (let before = top[at - 1]; before !== undefined && compare(item, before) < 0; before = top[at - 1]) {
      top[at] = before;
      at--;
    }
    top[at] = item;
    if (top.length > count) top.pop();
  }
  return top;
}
