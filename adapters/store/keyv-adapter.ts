import { ConfigurationError } from "#core/host.ts";
import type { Engine } from "./engine.ts";
import type { ListableAdapter } from "./keyv.ts";
import { createKeyvEngine } from "./keyv.ts";

export interface KeyvAddress {
  /** The npm package of the adapter, which the operator has installed. */
  readonly package: string;
  /** The argument of the adapter's constructor: a URL, a path or options. It may contain a password. */
  readonly argument: unknown;
}

/**
 * An engine on the Keyv storage adapter of a package. Rejects with a {@link ConfigurationError}, which does not contain
 * the argument, if the package is not installed, has no adapter, or its adapter cannot list entries.
 */
export async function openKeyv({ package: name, argument }: KeyvAddress, timeout: number): Promise<Engine> {
  const Adapter = findAdapter(await load(name));
  if (Adapter === undefined) throw unusablePackage(name, "which exports no Keyv adapter. Name a package that does");
  if (!isListable(Adapter)) {
    throw unusablePackage(
      name,
      "which cannot list its entries because it has no iterator. Choose an adapter that has one",
    );
  }
  try {
    return createKeyvEngine(new Adapter(argument), timeout);
  } catch (error) {
    const kind = error instanceof Error ? error.name : typeof error;
    throw unusablePackage(name, `which rejected the text after the comma (${kind}). Its README says what it accepts`);
  }
}

async function load(name: string): Promise<object> {
  try {
    return await import(name);
  } catch (cause) {
    const [reason] = String(cause instanceof Error ? cause.message : cause).split("\n");
    throw unusablePackage(
      name,
      `which cannot be loaded: ${reason}. Run npm install ${name} where Portcall is installed`,
      cause,
    );
  }
}

/** The adapter class, exported as default or by name. The default of a CommonJS package holds all of its exports. */
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

function unusablePackage(name: string, why: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(`PORTCALL_STORE names the package ${name}, ${why}.`, { cause });
}
