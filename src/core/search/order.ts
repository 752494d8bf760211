/** The first `count` items in the order of `compare`, equal ones as they came; cheap when there are far more of them. */
export function topOf<Item>(items: Iterable<Item>, count: number, compare: (a: Item, b: Item) => number): Item[] {
  const top: Item[] = [];
  for (const item of items) {
    const last = top[count - 1];
    if (last !== undefined && compare(item, last) >= 0) continue;
    let at = top.length;
    for (let before = top[at - 1]; before !== undefined && compare(item, before) < 0; before = top[at - 1]) at--;
    top.splice(at, 0, item);
    if (top.length > count) top.pop();
  }
  return top;
}
