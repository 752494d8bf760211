import { familiesOf, parseEndpoint } from "#core/explain/endpoint.ts";
import type { Reader } from "#core/explain/reader.ts";
import {
  CONNECTION_ROW,
  EMPTY_ROW,
  isDigits,
  isPlaceholder,
  listenerOn,
  listenerRow,
  portOf,
  processId,
  programName,
} from "#core/explain/reader.ts";
import type { Family } from "#core/registry/address-ranges.ts";

const FAMILIES: ReadonlySet<string> = new Set(["IPv4", "IPv6", "inet", "inet6"]);
const isFamily = (word: string) => FAMILIES.has(word);
/** The id follows a name, which seldom has blanks. */
const pidAt = (words: readonly string[]) =>
  PID_PLACES.find((at) => isDigits(words[at]) || isPlaceholder(words[at] ?? "")) ?? -1;
const PID_PLACES = [1, 2, 3] as const;
/** `(LISTEN)`, with the lengths of its queues after `-T`. */
const STATE = /^\(?([A-Z_\d]{2,12})\)?$/;
const INFORMATION = /^(?:QR|QS|SO|SS|TF|WR|WW)=[^ ()]{1,200}\)?$/;

/** `sshd 812 root 3u IPv4 12345 0t0 TCP *:22 (LISTEN)`; some options add columns before the family. */
export const lsof: Reader = {
  begins: (words) => {
    const at = words.some(isFamily) ? pidAt(words) : -1;
    return at > 0 && !words.slice(0, at).includes("|") && words.slice(at + 1, at + 8).some(isFamily);
  },
  read: (words, parseState) => {
    const family = words.findIndex(isFamily);
    const node = words.findIndex((word, at) => at > family && (word === "TCP" || word === "UDP"));
    const [name = "", state = "", ...rest] = node < 0 ? [] : nameAndState(words.slice(node + 1), parseState.isJoined);
    const transport = words[node] === "TCP" ? "tcp" : "udp";
    const said = STATE.exec(state)?.[1];
    if (node < 0 || !rest.every((word) => INFORMATION.test(word)) || (state !== "" && said === undefined)) return null;
    const [local = "", peer] = name.split("->", 2);
    const localEnd = parseEndpoint(local);
    if (localEnd === null || (peer !== undefined && parseEndpoint(peer) === null)) return null;
    if (peer !== undefined) return { ...CONNECTION_ROW, isWhole: state !== "" };
    if (transport === "tcp" && state !== "" && said !== "LISTEN") return EMPTY_ROW;
    const port = portOf(localEnd, transport, parseState);
    if (port === null) return localEnd.name === null ? EMPTY_ROW : null;
    const at = pidAt(words);
    const process = programName(words.slice(0, at).join(" ").replaceAll("\\x20", " "));
    const device = node > family + 1 ? (words[family + 1] ?? "") : "";
    // An asterisk may have been lost, but also an address.
    const address = localEnd.address === "" ? null : localEnd.address;
    const listener = { ...listenerOn(port, transport, address), process, pid: processId(words[at]) };
    const families = localEnd.address === "*" ? familiesOfAny(words[family], device) : listener.families;
    // Without its state, the row may go on below; if it doesn't, a tcp socket without a peer most likely listens.
    const isWhole = transport === "udp" || state !== "";
    return listenerRow([{ ...listener, families, sockets: device === "" ? [] : [device] }], isWhole);
  },
};

const LISTENS = "(LISTEN)";

/** The state may stick to the address, and what somebody wrote to the state, or behind it. */
function nameAndState(words: readonly string[], isJoined: boolean): readonly string[] {
  const [name = "", state = "", ...rest] = words;
  if (name.endsWith(LISTENS)) return [name.slice(0, -LISTENS.length), LISTENS, ...words.slice(1)];
  if (state.length > 1 && state !== LISTENS && LISTENS.startsWith(state)) return [name, LISTENS, ...rest];
  if (isJoined || !state.startsWith(LISTENS)) return words;
  return state === LISTENS && rest.every((word) => INFORMATION.test(word)) ? words : [name, LISTENS];
}

/** `sshd 812 TCP *:22 (LISTEN)`: columns of lsof that somebody chose. */
export const lsofChosen: Reader = {
  begins: (words) => chosenOf(words) !== null,
  read: (words, state) => {
    const groups = chosenOf(words)?.groups;
    const local = parseEndpoint(groups?.name ?? "");
    const port = local === null ? null : portOf(local, "tcp", state);
    if (local === null || port === null) return null;
    const process = programName((groups?.process ?? "").replaceAll("\\x20", " "));
    return listenerRow([{ ...listenerOn(port, "tcp", local.address), process, pid: processId(groups?.pid) }], true);
  },
};

const CHOSEN =
  /^(?<process>[A-Za-z_](?:[\w.+@-]|\\x20){1,60}) (?:(?<pid>\d{1,10}) )?(?:[a-z_][\w-]{0,31} )?(?:(?:\[\.{3}\]|\.{3}|…) )?(?:TCP )?(?<name>\S{1,300}) \(LISTEN\)$/;

function chosenOf(words: readonly string[]): RegExpExecArray | null {
  if (words.at(-1) !== "(LISTEN)" || words.length > 7 || words[0] === "TCP" || words.length < 3) return null;
  return CHOSEN.exec(words.join(" "));
}

/**
 * On Linux, IPv4 and IPv6 wildcard sockets only coexist if the latter is IPv6-only (ipv6(7), IPV6_V6ONLY). On BSD
 * systems, where the device is a memory address, they coexist anyway.
 */
function familiesOfAny(type: string | undefined, device: string): readonly Family[] {
  if (type === "IPv4") return ["ipv4"];
  return device.startsWith("0x") ? familiesOf("*") : ["ipv6"];
}
