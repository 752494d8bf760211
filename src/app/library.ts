import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import { answerPort } from "#core/answers/port.ts";
import type { Transport } from "#core/registry/port.ts";
import { isPort } from "#core/registry/port.ts";
import { loadKnowledge } from "./knowledge.ts";

export type { PortAnswer, Transport };

/**
 * Everything Portcall knows about a port number. A transport's state and assignments come first if it is given.
 * @throws RangeError if `port` is not a whole number from 0 to 65535
 */
export type LookUpPort = (port: number, transport?: Transport) => PortAnswer;

/** Loads IANA's registry and the table of software, once for any number of look-ups. */
export async function loadPorts(): Promise<LookUpPort> {
  const knowledge = await loadKnowledge();
  return (port, transport) => {
    if (!isPort(port)) throw new RangeError(`${port} is not a port number, 0 to 65535.`);
    return answerPort({ kind: "port", port, transport: transport ?? null }, knowledge, NO_CONTEXT);
  };
}
