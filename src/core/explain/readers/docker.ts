import { parseEndpoint, parseRangeWithTransport } from "#core/explain/endpoint.ts";
import type { Reader } from "#core/explain/reader.ts";
import { listenerRow } from "#core/explain/reader.ts";
import type { Mapping } from "#core/explain/readers/port-mapping.ts";
import {
  expandMappings,
  isMapping,
  parseMapping,
  parseTableMapping,
  splitMappings,
} from "#core/explain/readers/port-mapping.ts";

/**
 * `docker ps`, `docker compose ps` and `docker-compose ps`: `0.0.0.0:8000-8010->8000-8010/tcp, [::]:443->443/tcp`. A
 * port without `->` isn't published, so the host doesn't listen on it.
 */
export const docker: Reader = {
  begins: (words, { header }) => {
    const [first = ""] = words;
    if (header[0] !== "PORTS" && (first.includes("->") || first.endsWith(","))) return false;
    // People replace ids.
    if (header[0] === "CONTAINER") return isId(first) || (words.some(isMapping) && words.some(isStatus));
    // The rest of a row may also be a mapping and a name.
    if (isContainerHead(header) && header.at(-1)?.startsWith("NAME"))
      return isImage(first) || words.slice(0, -1).some(isMapping);
    if (words.length === 2 && parseRangeWithTransport(words[1] ?? "") !== null) return /^[a-z]/i.test(first);
    if (isStatus(first) || isDuration(first)) return false;
    if (isId(first) && words.some(isStatus)) return true;
    // Without a header only ports may follow the name, because sentences contain mapped ports too.
    if (!isContainerHeader(header))
      return words.every((word, at) => at === 0 || isPorts(word) || isImage(word)) && words.some(isMapping);
    // Rows of these tables have an image in the second column, or else a status.
    if (header.includes("IMAGE")) return isImage(words[1]) || isImageColumn(words, header);
    return words.some(isMapping) || words.some(isStatus);
  },
  read: (words, { room, header }) => {
    const [first = ""] = words;
    const last = words.at(-1) ?? "";
    const hasNameLast =
      isId(first) ||
      header[0] === "CONTAINER" ||
      (isContainerHead(header) && header.at(-1)?.startsWith("NAME") === true);
    const isNameLast = !isPorts(last) && !isCutMapping(last) && hasNameLast;
    // The first column is the id or, with a custom format, the name.
    const named = (isNameLast ? last : first).replace(/:$/, "");
    const service = named.includes("->") ? null : named;
    const isTable = header.some((word) => /^ports$/i.test(word));
    const published = publishedIn(words, isTable ? parseTableMapping : parseMapping);
    if (published === null) return null;
    const { mappings, cut } = published;
    const container = { service, image: imageIn(words, header) };
    const { listeners, leftOut } = expandMappings(isExited(words) ? [] : mappings, container, room);
    const isNamed = isNameLast && words.some(isStatus) && !isStatus(last) && !isDuration(last);
    return {
      ...listenerRow(listeners, hasNameLast ? isNamed : isPorts(last) && !last.endsWith(",")),
      leftOut,
      unread: cut,
    };
  },
};

/** `docker port`: `80/tcp -> 0.0.0.0:8080`; `podman port -a` names the container first. */
export const dockerPort: Reader = {
  begins: (words) => arrowAt(words) > 0,
  read: (words, { room }) => {
    const at = arrowAt(words);
    const [port = "", , host = "", ...more] = words.slice(Math.max(at - 1, 0));
    // Words behind it may be a remark, and else make it a sentence, which tells of any forwarding.
    const isRow = at > 0 && !/^[\p{L}\d]/u.test(more[0] ?? "");
    const mapping = !isRow ? null : parseMapping(`${host.replace(/[^\w\]]{1,9}$/, "")}->${port}`);
    if (mapping === null) return null;
    const name = at === 1 ? null : (words[0] ?? "").replace(/:$/, "");
    const { listeners, leftOut } = expandMappings([mapping], { service: name, image: null }, room);
    return { ...listenerRow(listeners, true), leftOut };
  },
};

function arrowAt(words: readonly string[]): number {
  const at = words[1] === "->" ? 1 : words[2] === "->" ? 2 : -1;
  return at > 0 && parseRangeWithTransport(words[at - 1] ?? "") !== null ? at : -1;
}

const PORT_COMMAND =
  /\b(?:docker|podman|nerdctl)(?:-compose)?(?: compose)? (?:container )?port (?:--\S+ )*(\S+) (\d{1,5}(?:\/\w+)?)/;

/** `0.0.0.0:8080` below `docker port web 80`, which asks for one port of a container. */
export const dockerPortAddress: Reader = {
  begins: ([word = "", more], { command }) =>
    more === undefined && PORT_COMMAND.test(command) && parseEndpoint(word)?.port != null,
  read: ([word = ""], { command, room }) => {
    const [, service = null, port = ""] = PORT_COMMAND.exec(command) ?? [];
    const mapping = parseMapping(`${word}->${port.includes("/") ? port : `${port}/tcp`}`);
    if (mapping === null) return null;
    const { listeners, leftOut } = expandMappings([mapping], { service, image: null }, room);
    return { ...listenerRow(listeners, true), leftOut };
  },
};

/** `docker service ls`: `xypw5n1nri9a web replicated 3/3 nginx:1 *:80->80/tcp`. */
export const dockerService: Reader = {
  begins: ([, , mode = "", replicas = ""]) =>
    /^(?:replicated|global)(?:-job)?$/.test(mode) && /^\d{1,6}\/\d{1,6}$/.test(replicas),
  read: ([, service = "", ...columns], { room }) => {
    const [, , image = ""] = columns;
    const published = publishedIn(columns, parseMapping);
    if (published === null) return null;
    const { listeners, leftOut } = expandMappings(published.mappings, { service, image }, room);
    return { ...listenerRow(listeners, true), leftOut, unread: published.cut };
  },
};

/** The published ports in a row, and one that was cut; null if another can't be read. */
function publishedIn(words: readonly string[], parse: (word: string) => Mapping | null) {
  const cut = words.find((word) => isCutMapping(word)) ?? null;
  const read = words
    .filter((word) => word.includes("->") && word !== cut)
    .flatMap(splitMappings)
    .map(parse);
  const mappings = read.filter((each) => each !== null);
  return mappings.length < read.length ? null : { mappings, cut };
}

/** A published port that was cut: `0.0.0.0:443->44...`, `0.0.0.0:8…`. */
const isCutMapping = (word: string) =>
  /^(?:[\d.]{7,15}|\[?[\da-f:]{2,45}\]?|\*):[\d>/a-z-]{0,24}(?:\.{2,3}|…)$/.test(word);

function isPorts(word: string): boolean {
  return word.includes("->") || word.endsWith(",") || parseRangeWithTransport(word) !== null;
}

export function isId(word: string): boolean {
  return /^[\da-f]{12,64}$/.test(word);
}

const CONTAINER_COLUMNS: ReadonlySet<string> = new Set(
  "CONTAINER ID NAMES NAME IMAGE COMMAND CREATED STATUS STATE PORTS SIZE SERVICE NETWORKS MOUNTS LABELS".split(" "),
);

/** Columns of containers in any order, as `--format table` prints them. */
export function isContainerHead(words: readonly string[]): boolean {
  return words.length > 1 && words.includes("PORTS") && words.every((word) => CONTAINER_COLUMNS.has(word));
}

function isContainerHeader(header: readonly string[]): boolean {
  return (
    (header[0] === "NAME" || header[0] === "NAMES" || header[0] === "Name") &&
    header.some((word) => /^ports$/i.test(word))
  );
}

/** The image of a container, by its column or its look. */
function imageIn(words: readonly string[], header: readonly string[]): string | null {
  const [first = "", second = ""] = words;
  if (isId(first) || header[1] === "IMAGE") return isPorts(second) ? null : second.slice(0, MAX_IMAGE) || null;
  return words.find((word) => isImage(word) && !isPorts(word))?.slice(0, MAX_IMAGE) ?? null;
}

const MAX_IMAGE = 200;

const isImage = (word = "") => /^[a-z\d][\w./-]{0,200}[:/][\w./-]{1,200}$/.test(word);

/** Locally built images have no tag or slash, so the next column decides. */
function isImageColumn([, image = "", next = ""]: readonly string[], header: readonly string[]): boolean {
  if (header[1] !== "IMAGE" || !/^[a-z\d][\w.-]{0,200}$/.test(image)) return false;
  if (header[2] === "COMMAND") return next.startsWith('"');
  return header[2] === "PORTS" ? next === "" || isPorts(next) : header[2] === "STATUS" && isStatus(next);
}

const STATUSES: ReadonlySet<string> = new Set(["Up", "Exit", "Exited", "Created", "Restarting", "running", "exited"]);
/** After an unclean stop Docker still prints the ports that a container published: `Exited (255) 2 days ago`. */
export const isExited = (words: readonly string[]) =>
  !words.includes("Up") &&
  words.some((word, at) => /^exit(?:ed)?$/i.test(word) && /^\(?\d{1,3}\)?$/.test(words[at + 1] ?? ""));
const DURATION = /^(?:\d{1,4}|About|an?|Less|than|ago|(?:second|minute|hour|day|week|month|year)s?|\(\w{1,20}\))$/;
export const isDuration = (word: string) => DURATION.test(word);
export const isStatus = (word: string) => STATUSES.has(word);
