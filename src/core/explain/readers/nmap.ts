import { isIp, parseRangeWithTransport, portNumber } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { ParseState, Reader, RowResult } from "#core/explain/reader.ts";
import { EMPTY_ROW, listenerRow, scannedListener } from "#core/explain/reader.ts";
import { isScanHead, portPlace, portState } from "#core/explain/readers/port-states.ts";
import { transportOf } from "#core/explain/transport.ts";
import { isTransport } from "#core/registry/port.ts";

/**
 * `22/tcp open ssh OpenSSH 9.2`. The name is nmap's guess from the number; the version, which `-sV` adds, is what it was
 * told.
 */
export const nmap: Reader = {
  begins: (words) => {
    // Asked of every line.
    const [first = "", second = "", third = ""] = words;
    if (!first.includes("/") && !second.includes("/")) return false;
    if (portState(second) === null && portState(third) === null && portState(words[3] ?? "") === null) return false;
    const { port, state, service } = partsOf(words);
    if (service === "" && words[0]?.endsWith(":") === true) return false;
    return (
      portState(state) !== null && /^\(?[\w?|/.-]{0,40}\)?$/.test(service) && parseRangeWithTransport(port) !== null
    );
  },
  read: (words, { scannedHost, header }) => {
    const { host, port, state, rest } = partsOf(words);
    const span = parseRangeWithTransport(port);
    if (span === null || span.first !== span.last) return null;
    if (portState(state) !== "open") return EMPTY_ROW;
    const product = header.includes("VERSION")
      ? productOf(header.includes("REASON") ? withoutReason(rest) : rest)
      : null;
    return listenerRow([{ ...scannedListener(host ?? scannedHost, span.first, span.transport), product }], true);
  },
};

/** Translated pages have `22 / tcp`, lists `22/tcp: open (ssh)`, and tables of several hosts the host before it. */
function partsOf(all: readonly string[]) {
  const words = all[1] === "-" || all[0]?.endsWith(":") === true ? all.flatMap(withoutSign) : all;
  const isSpaced = words[1] === "/";
  const hasHost = !isSpaced && words[1]?.includes("/") === true && isIp(words[0] ?? "");
  const host = hasHost ? (words[0] ?? null) : null;
  const own = hasHost ? words.slice(1) : words;
  const [port = "", state = "", service = "", ...rest] = isSpaced ? [own.slice(0, 3).join(""), ...own.slice(3)] : own;
  return { host, port, state, service, rest };
}

const withoutSign = (word: string) => (word === "-" ? [] : [word.replace(/:$/, "")]);

/** `syn-ack ttl 64` */
function withoutReason(words: readonly string[]): readonly string[] {
  return words.slice(words[1] === "ttl" ? 3 : 1);
}

const MAX_PRODUCT = 120;

function productOf(words: readonly string[]): string | null {
  return words.length === 0 ? null : words.join(" ").slice(0, MAX_PRODUCT);
}

/** `Host: 192.0.2.10 () Ports: 22/open/tcp//ssh///, 80/open/tcp//http///`. */
export const nmapGreppable: Reader = {
  begins: (words) => {
    const [label, host = "", next = ""] = words.slice(hostAt(words) - 1);
    return label === "Host:" && (isIp(host) || next.startsWith("(") || next === "Ports:" || next === "Status:");
  },
  read: (words) => {
    const [host = "", ...rest] = words.slice(hostAt(words));
    const ports = rest.indexOf("Ports:");
    if (ports < 0) return rest.includes("Status:") ? EMPTY_ROW : null;
    const after = rest.findIndex((word, at) => at > ports && AFTER_PORTS.has(word));
    const listed = rest.slice(ports + 1, after < 0 ? undefined : after).join(" ");
    const entries = listed.split(/, ?(?=\d{1,5}\/)/);
    const listeners: PastedListener[] = [];
    for (const entry of entries) {
      const [number = "", state = "", protocol = "", ...more] = entry.split("/");
      const port = portNumber(number);
      if (port === null || portState(state) === null || !isTransport(protocol)) return null;
      // A slash inside a version is printed as a bar (nmap.org, "Grepable Output").
      const product = productOf(
        (more[3] ?? "")
          .replaceAll("|", "/")
          .split(" ")
          .filter((word) => word !== ""),
      );
      if (state === "open") listeners.push({ ...scannedListener(host, port, protocol), product });
      // Owner, service, RPC and version each end in a slash (nmap.org, "Grepable Output").
      if (more.length < 4) return null;
    }
    return listenerRow(listeners, !listed.endsWith(","));
  },
};

/**
 * Other tables of scanned ports, below their head: `22 | TCP | open | ssh`, `192.0.2.1 22 tcp ssh open`, as Metasploit's
 * `services` and reports have them. A port is in its column, or before its transport.
 */
export const scanTable: Reader = {
  begins: (words, state) => readScanned(words, state) !== null,
  read: readScanned,
};

function readScanned(words: readonly string[], { header, scannedHost }: ParseState): RowResult | null {
  if (!isScanHead(header)) return null;
  const cells = words.slice(0, MAX_CELLS);
  const at = cells.findIndex((word) => portState(word) !== null);
  const place = portPlace(header);
  const ports = cells.map((word, i) => {
    const span = parseRangeWithTransport(word);
    if (span !== null) return span.first === span.last ? { port: span.first, transport: span.transport } : null;
    const transport = transportOf(cells[i + 1] ?? "");
    const port = (i === place && place <= MAX_PLACE) || transport !== null ? portNumber(word) : null;
    return port === null ? null : { port, transport: transport ?? "tcp" };
  });
  const found = ports.find((each) => each !== null);
  if (at < 0 || found === undefined || found === null) return null;
  const host = cells.find((word) => isIp(word) && !/^\d\d:/.test(word)) ?? scannedHost;
  return portState(cells[at] ?? "") === "open"
    ? listenerRow([scannedListener(host, found.port, found.transport)], true)
    : EMPTY_ROW;
}

/** A number alone is that of a port where only a host or a name stands before it. */
const MAX_PLACE = 1;
/** The state stands in one of the first. */
const MAX_CELLS = 10;

/** masscan puts the time before the host. */
function hostAt([first]: readonly string[]): number {
  return first === "Timestamp:" ? 3 : 1;
}

const AFTER_PORTS: ReadonlySet<string> = new Set(["Ignored", "OS:", "Seq", "IP", "Status:"]);
