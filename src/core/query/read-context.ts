import type { ParseStructured } from "#core/explain/structured/parse-structured.ts";
import type { IsPortSet } from "#core/query/parse-port-set.ts";
import type { PortByName } from "#core/registry/port-by-name.ts";
import { NO_PORT_NAMES } from "#core/registry/port-by-name.ts";

/** What reading a text needs: names, and parsers of other formats. */
export interface ReadContext {
  /** Resolves service names that a tool printed instead of numbers. */
  readonly portByName: PortByName;
  /** Parses the YAML and XML of a paste; without it, only JSON is read. */
  readonly parseStructured?: ParseStructured | undefined;
  readonly names: NameLookup;
  /** Whether a system has this name, whose ports may be asked for together. */
  readonly isPortSet: IsPortSet;
}

/** Tells names from other words. */
export interface NameLookup {
  /** Where exactly this name, alias or synonym comes from; null if nothing has it. Known uses come first. */
  sourceOf(name: string): "iana" | "known-use" | null;
  /** Whether software has this name, and not a protocol. */
  isProgram(name: string): boolean;
  /** The name at one edit from one that finds nothing; null if there is none. */
  correct(name: string): string | null;
}

/** Used if no registry is at hand. */
export const NO_CONTEXT: ReadContext = {
  portByName: NO_PORT_NAMES,
  names: { sourceOf: () => null, isProgram: () => false, correct: () => null },
  isPortSet: () => false,
};
