import { isIp, parseRangeWithTransport, portNumber } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { Reader } from "#core/explain/reader.ts";
import { EMPTY_ROW, listenerRow, scannedListener } from "#core/explain/reader.ts";
import { isTransport } from "#core/registry/port.ts";

const STATES: ReadonlySet<string> = new Set("open closed filtered unfiltered open|filtered closed|filtered".split(" "));

/**
 * `22/tcp open ssh OpenSSH 9.2`. The name is nmap's guess from the number; the version, which `-sV` adds, is what it was
 * told.
 */
export const nmap: Reader = {
  begins: ([port = "", state = "", service = ""]) =>
    STATES.has(state) && /^[\w?|/.-]{0,40}$/.test(service) && parseRangeWithTransport(port) !== null,
  read: ([port = "", state = "", , ...rest], { scannedHost, header }) => {
    const span = parseRangeWithTransport(port);
    if (span === null || span.first !== span.last) return null;
    if (state !== "open") return EMPTY_ROW;
    const product = header.includes("VERSION")
      ? productOf(header.includes("REASON") ? withoutReason(rest) : rest)
      : null;
    return listenerRow([{ ...scannedListener(scannedHost, span.first, span.transport), product }], true);
  },
};

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
      if (port === null || !STATES.has(state) || !isTransport(protocol)) return null;
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

/** masscan puts the time before the host. */
function hostAt([first]: readonly string[]): number {
  return first === "Timestamp:" ? 3 : 1;
}

const AFTER_PORTS: ReadonlySet<string> = new Set(["Ignored", "OS:", "Seq", "IP", "Status:"]);
