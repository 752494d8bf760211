import { isIp, parseRangeWithTransport, portNumber, scopeOf } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { Reader } from "#core/explain/reader.ts";
import { EMPTY_ROW, listenerOn, listenerRow } from "#core/explain/reader.ts";
import { isTransport } from "#core/registry/port.ts";

const STATES: ReadonlySet<string> = new Set("open closed filtered unfiltered open|filtered closed|filtered".split(" "));

/** `22/tcp open ssh`. The name is nmap's guess from the number, not what actually runs there. */
export const nmap: Reader = {
  begins: ([port = "", state = "", service = ""]) =>
    STATES.has(state) && /^[\w?|/.-]{0,40}$/.test(service) && parseRangeWithTransport(port) !== null,
  read: ([port = "", state = ""], { scannedHost }) => {
    const span = parseRangeWithTransport(port);
    if (span === null || span.first !== span.last) return null;
    return state === "open" ? listenerRow([scannedListener(scannedHost, span.first, span.transport)], true) : EMPTY_ROW;
  },
};

/** `Host: 192.0.2.10 () Ports: 22/open/tcp//ssh///, 80/open/tcp//http///`. */
export const nmapGreppable: Reader = {
  begins: ([first = "", host = ""]) => first === "Host:" && isIp(host),
  read: ([, host = "", ...rest]) => {
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
      if (state === "open") listeners.push(scannedListener(host, port, protocol));
      // Owner, service, RPC and version each end in a slash (nmap.org, "Grepable Output").
      if (more.length < 4) return null;
    }
    return listenerRow(listeners, !listed.endsWith(","));
  },
};

const AFTER_PORTS: ReadonlySet<string> = new Set(["Ignored", "OS:", "Seq", "IP", "Status:"]);

/** A scan over loopback doesn't show on which other addresses the program listens. */
function scannedListener(host: string | null, port: number, transport: PastedListener["transport"]): PastedListener {
  const scope = host === null || scopeOf(host) === "loopback" ? "unknown" : "address";
  return { ...listenerOn(port, transport, host), scope };
}
