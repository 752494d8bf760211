import { labelsOf, onTransport } from "#core/answers/assignment.ts";
import type { PortFacts } from "#core/answers/explain-flag.ts";
import { leadingUnregistered, rankUses } from "#core/answers/usage.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { State } from "#core/registry/registry.ts";

/** What the registry and the table of software say of a number. */
export interface ListenerFacts extends PortFacts {
  readonly state: State;
  readonly assigned: readonly string[];
  readonly software: readonly string[];
}

export function factsOf(
  { port, transport }: Pick<PastedListener, "port" | "transport">,
  { registry, software }: Knowledge,
): ListenerFacts {
  const all = registry.assignmentsAt(port);
  const here = onTransport(all, transport);
  const knownUses = software.usesOf(port);
  const ranked = rankUses(port, transport, here, knownUses);
  return {
    state: registry.stateOf(port, transport ?? "tcp"),
    assigned: labelsOf(here),
    software: leadingUnregistered(ranked, here),
    ranked,
    isAssigned: all.length > 0,
    knownUses,
  };
}
