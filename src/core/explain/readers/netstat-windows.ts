import { parseEndpoint } from "#core/explain/endpoint.ts";
import type { Reader } from "#core/explain/reader.ts";
import { CONNECTION_ROW, EMPTY_ROW, listenerOn, listenerRow, portOf, processId } from "#core/explain/reader.ts";

/** `TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 1234`. The state is localised, so the peer address tells whether it listens. */
export const netstatWindows: Reader = {
  begins: ([protocol = "", local = "", peer = ""]) =>
    (protocol === "TCP" || protocol === "UDP") &&
    local.includes(":") &&
    parseEndpoint(local) !== null &&
    // With a state or nothing there, it is the rest of a row from lsof.
    peer !== "" &&
    !peer.startsWith("("),
  read: ([protocol = "", local = "", peer = "", ...rest], parseState) => {
    const transport = protocol === "TCP" ? "tcp" : "udp";
    const localEnd = parseEndpoint(local);
    const peerEnd = parseEndpoint(peer);
    if (localEnd === null || peerEnd === null || rest.length > 4) return null;
    const pid = processId(rest.at(-1));
    if (rest.length > (transport === "udp" ? 0 : 1) && pid === null && rest.at(-1) !== "0") return null;
    const port = portOf(localEnd, transport, parseState);
    const isListening = peerEnd.port === null ? peerEnd.name === null : peerEnd.port === 0;
    if (!isListening) return CONNECTION_ROW;
    if (port === null) return localEnd.name === null ? EMPTY_ROW : null;
    return listenerRow([{ ...listenerOn(port, transport, localEnd.address), pid, system: "windows" }], pid !== null);
  },
  // `netstat -b` prints `[sshd.exe]` below the socket, sometimes after a component name.
  readOwner: (line, next) => {
    const program = PROGRAM.exec(line)?.[1];
    if (program !== undefined) return { program };
    const isComponent = line.length <= 40 && !line.includes(" ") && PROGRAM.test(next);
    return isComponent ? { program: null } : null;
  },
};

const PROGRAM = /^\[([^\][]{1,80})\]$/;
