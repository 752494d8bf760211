import { loadRegistry } from "./load-registry.ts";
import { createRandom } from "./random.ts";

/** Gives what Discord sends while words are typed letter by letter; other words each time. */
export async function createTyping(): Promise<(count: number) => string[]> {
  const { records } = await loadRegistry();
  const names = [...new Set(Array.from(records, ({ serviceName }) => serviceName ?? ""))].filter((name) => name !== "");
  const next = createRandom();
  return (count) => {
    const texts: string[] = [];
    while (texts.length < count) {
      const name = names[next(names.length)] ?? "";
      for (let length = 1; length <= name.length; length++) texts.push(name.slice(0, length));
    }
    return texts.slice(0, count);
  };
}
