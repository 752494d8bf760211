import type { Json, Logger } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";
import { parseJson } from "#core/parse-json.ts";
import type { RegistrySnapshot } from "#core/registry/record.ts";
import type { RegistryUpdate } from "#core/registry/registry-change.ts";
import { updateFromJson, updateToJson } from "#core/registry/registry-change.ts";
import { readIfPresent, replaceFiles, sha256Of } from "./data-files.ts";
import { IanaError } from "./errors.ts";
import type { Validators } from "./fetch-source.ts";
import type { ByteString } from "./snapshot.ts";
import { parseBytes, readBytes, readDate, toByteString } from "./snapshot.ts";

/** Where a registry was fetched, and which version. */
export interface Origin {
  readonly address: string;
  readonly validators: Validators;
}

/** A refreshed registry that is kept for the next start. */
export interface KeptRegistry {
  /** The text of the snapshot. */
  readonly text: string;
  readonly origin: Origin;
  /** What the last update changed; null if there was none. */
  readonly update: RegistryUpdate | null;
}

/**
 * Writes one file: a line of JSON with the origin, the snapshot's sha256 and the last update, then the snapshot.
 * @throws IanaError `not-written`
 */
export async function keepRegistry(path: string, { text, origin, update }: KeptRegistry): Promise<void> {
  const head = { ...origin, sha256: sha256Of(text), update: update === null ? null : updateToJson(update) };
  await replaceFiles([{ path, text: `${JSON.stringify(head)}\n${text}` }]);
}

export interface LoadOptions {
  /** The path of the snapshot that Portcall comes with. */
  readonly builtIn: string;
  /** The path of {@link keepRegistry}; null if nothing is kept. */
  readonly kept: string | null;
  readonly logger: Logger;
}

export interface LoadedRegistry {
  readonly snapshot: RegistrySnapshot;
  /** Null if it is not known to be what an address has. */
  readonly origin: Origin | null;
  /** What the last update changed; null if there was none. */
  readonly update: RegistryUpdate | null;
}

/**
 * Loads the newer of the built-in and the kept registry. A kept one that is broken or older is ignored and logged.
 * @throws IanaError `snapshot-broken` if the built-in one cannot be used.
 */
export async function loadNewest({ builtIn, kept, logger }: LoadOptions): Promise<LoadedRegistry> {
  const keptRegistry = await readKept(kept, logger);
  const bytes = readBytes(builtIn);
  const newer = keptRegistry === null ? null : newerOf(bytes, keptRegistry, logger);
  return newer ?? { snapshot: parseBytes(bytes), origin: null, update: null };
}

function newerOf(builtIn: ByteString, { text, origin, update }: KeptRegistry, logger: Logger): LoadedRegistry | null {
  const bytes = toByteString(text);
  // Of two different ones with the same date, the built-in one may come from a newer importer.
  if (bytes === builtIn) return { snapshot: parseBytes(builtIn), origin, update };
  return catchBroken(logger, () => {
    const dates = { kept: readDate(bytes), builtIn: readDate(builtIn) };
    if (dates.kept > dates.builtIn) return { snapshot: parseBytes(bytes), origin, update };
    logger.info(dates, "Ignoring the kept registry: it is not newer than the built-in one.");
    return null;
  });
}

async function readKept(path: string | null, logger: Logger): Promise<KeptRegistry | null> {
  if (path === null) return null;
  try {
    const content = await readIfPresent(path);
    return content === null ? null : catchBroken(logger, () => parseKept(content));
  } catch (error) {
    logger.warn({ error, path }, "Ignoring the kept registry: it cannot be read.");
    return null;
  }
}

function catchBroken<Value>(logger: Logger, read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof IanaError)) throw error;
    logger.warn({ error }, "Ignoring the kept registry: it is damaged or has another format.");
    return null;
  }
}

function parseKept(content: string): KeptRegistry {
  const end = content.indexOf("\n");
  const head = parseHead(content.slice(0, end));
  const text = content.slice(end + 1);
  if (head?.sha256 !== sha256Of(text)) {
    throw new IanaError("snapshot-broken", "The kept registry is not what was written.");
  }
  return { text, origin: head.origin, update: head.update };
}

type Head = Omit<KeptRegistry, "text"> & { readonly sha256: string };

function parseHead(line: string): Head | null {
  const head = parseJson(line) ?? null;
  if (!isJsonObject(head) || !isJsonObject(head.validators)) return null;
  const { address, sha256 } = head;
  const { etag = null, lastModified = null } = head.validators;
  if (typeof address !== "string" || typeof sha256 !== "string") return null;
  if (!isTextOrNull(etag) || !isTextOrNull(lastModified)) return null;
  return { origin: { address, validators: { etag, lastModified } }, sha256, update: updateFromJson(head.update) };
}

function isTextOrNull(value: Json): value is string | null {
  return value === null || typeof value === "string";
}
