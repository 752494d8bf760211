import { ConfigurationError } from "#core/host.ts";
import type { Engine } from "./engine.ts";
import type { ListableAdapter } from "./keyv.ts";
import { createKeyvEngine } from "./keyv.ts";

export interface KeyvAddress {
  /** The npm package of the adapter, which the operator has installed. */
  readonly package: string;
  /** What the adapter's constructor takes: a URL or a path, or its options. It may hold a password. */
  readonly argument: unknown;
}

/**
 * An engine on the Keyv storage adapter that a package exports. Rejects with a {@link ConfigurationError}, which does
 * not repeat the argument, where the package is not installed, has no adapter, or has one that cannot list its entries.
 */
export async function openKeyv({ package: name, argument }: KeyvAddress, timeout: number): Promise<Engine> {
  const Adapter = findAdapter(await load(name));
  if (Adapter === undefined) throw refused(name, "which exports no Keyv adapter. Write the package of one");
  if (!isListable(Adapter)) {
    throw refused(name, "which cannot list its entries, for it has no iterator. Choose an adapter that has one");
  }
  try {
    return createKeyvEngine(new Adapter(argument), timeout);
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    throw refused(name, `which did not accept what follows the comma (${kind}). Its README says what it takes`);
  }
}

async function load(name: string): Promise<object> {
  try {
    return await import(name);
  } catch (cause) {
    const [reason] = String(cause instanceof Error ? cause.message : cause).split("\n");
    throw refused(
      name,
      `which cannot be loaded: ${reason}. Where Portcall is installed, run npm install ${name}`,
      cause,
    );
  }
}

/** The class that a package exports, as its default or by name; a CommonJS package has its exports in the default. */
function findAdapter(exported: object): unknown {
  const main: unknown = Reflect.get(exported, "default");
  const named = [main, exported].filter((value) => typeof value === "object" && value !== null);
  return [main, ...named.flatMap((value) => Object.values(value))].find(isAdapter);
}

function isAdapter(value: unknown): boolean {
  return ["get", "set", "delete", "clear"].every((method) => hasMethod(value, method));
}

function isListable(value: unknown): value is new (argument: unknown) => ListableAdapter {
  return hasMethod(value, "iterator");
}

function hasMethod(value: unknown, method: string): boolean {
  return typeof value === "function" && typeof value.prototype?.[method] === "function";
}

function refused(name: string, why: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(`PORTCALL_STORE names the package ${name}, ${why}.`, { cause });
}
