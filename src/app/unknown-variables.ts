import { editDistance } from "#core/search/edit-distance.ts";
import type { Environment } from "./environment.ts";
import { fileVariable, isOwnVariable } from "./secret-files.ts";

export interface UnknownVariable {
  readonly name: string;
  /** The most similar variable that Portcall reads; null if none is similar. */
  readonly nearest: string | null;
}

/** The variables that look like Portcall's but that it does not read. @param names those it reads */
export function findUnknownVariables(environment: Environment, names: readonly string[]): readonly UnknownVariable[] {
  const known = [...names, ...names.filter(isOwnVariable).map(fileVariable)];
  return Object.keys(environment)
    .filter((name) => isOwnVariable(name) && !known.includes(name) && !isOfKubernetes(name, environment[name]))
    .map((name) => ({ name, nearest: nearestTo(name, known) }));
}

/** Kubernetes sets these for a service called portcall: https://kubernetes.io/docs/concepts/services-networking/service/ */
function isOfKubernetes(name: string, value = ""): boolean {
  return /_SERVICE_(?:HOST|PORT\w*)$|_PORT_\d+_(?:TCP|UDP|SCTP)\w*$/.test(name) || /^(?:tcp|udp|sctp):/.test(value);
}

/** The most edits between a misspelt name and the one meant. */
const MAX_TYPOS = 3;

function nearestTo(name: string, known: readonly string[]): string | null {
  const distances = known.map((each) => ({ each, distance: editDistance(name, each, MAX_TYPOS) }));
  const [best] = distances.sort((one, other) => one.distance - other.distance);
  return best !== undefined && best.distance <= MAX_TYPOS ? best.each : null;
}
