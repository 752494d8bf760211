import { ConfigurationError } from "#core/host.ts";
import type { FaultTable } from "./fault-tables.ts";
import { cureOf, reasonOf } from "./faults.ts";

/**
 * The refusal to start for a fault that only the operator can mend; null for a fault that may pass. Trying again would
 * only hide it. The error's message is quoted: databases put no password into theirs.
 * @param label the store's name without secrets
 */
export function startRefusal(error: unknown, label: string, table: FaultTable): ConfigurationError | null {
  const cure = cureOf(error, table);
  if (cure === null) return null;
  const reason = reasonOf(error).replace(/\.$/, "");
  return new ConfigurationError(`PORTCALL_STORE (${label}): ${reason}. ${cure}`, { cause: error });
}
