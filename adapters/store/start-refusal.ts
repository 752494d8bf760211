import { ConfigurationError } from "#core/host.ts";

/**
 * The refusal to start for a fault that only the operator can mend; null for a fault that may pass. Trying again would
 * only hide it. The error's message is quoted: databases put no password into theirs.
 * @param label the store's name without secrets
 */
export function startRefusal(error: unknown, label: string): ConfigurationError | null {
  if (!(error instanceof Error)) return null;
  const code = codeOf(error);
  const cure = CURES.find(([codes]) => codes.includes(code))?.[1];
  if (cure === undefined) return null;
  return new ConfigurationError(`PORTCALL_STORE (${label}): ${error.message.replace(/\.$/, "")}. ${cure}`, {
    cause: error,
  });
}

/** PostgreSQL's and Node's errors have a code; Redis' message begins with one. */
function codeOf(error: Error): string {
  if ("code" in error && typeof error.code === "string") return error.code;
  return /^[A-Z]+(?= )/.exec(error.message)?.[0] ?? "";
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, Redis' error prefixes, and TLS errors. */
const CURES: readonly (readonly [codes: readonly string[], cure: string])[] = [
  [["28P01", "28000", "WRONGPASS"], "Check the user name and the password in the URL."],
  [["NOAUTH"], "Add the password to the URL: redis://:PASSWORD@HOST:6379."],
  [["3D000"], "Create the database, or correct its name in the URL."],
  [
    ["42501"],
    "Let the account create the table portcall, or create it by starting Portcall once with another account and grant SELECT, INSERT, UPDATE and DELETE on it.",
  ],
  [
    ["42703", "42804", "42809"],
    "Another program's table or view is named portcall. Give Portcall a database of its own.",
  ],
  [["P0001"], "Set it for the account: ALTER ROLE … SET default_transaction_isolation = 'read committed'."],
  [
    ["NOPERM"],
    "Allow the user all keys that begin with portcall (~portcall*) and +@read +@write +@scripting +@connection.",
  ],
  [
    [
      "DEPTH_ZERO_SELF_SIGNED_CERT",
      "SELF_SIGNED_CERT_IN_CHAIN",
      "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
      "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
    ],
    "Set NODE_EXTRA_CA_CERTS to the file of the authority's certificate.",
  ],
  [["ERR_TLS_CERT_ALTNAME_INVALID"], "Write the host as the server's certificate names it."],
];
