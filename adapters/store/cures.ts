/**
 * What an operator has to change, by the code of an error: the same words whether it keeps Portcall from starting or
 * happens while it runs. A fault without a row here may pass, or has no cure but {@link FaultTraits.advice}.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html, Redis' error prefixes, and TLS errors.
 */
const ROWS: readonly (readonly [codes: readonly string[], cure: string])[] = [
  [["28P01", "28000", "WRONGPASS"], "Check the user name and the password in PORTCALL_STORE."],
  [["NOAUTH"], "Add the password to PORTCALL_STORE: redis://:PASSWORD@HOST:6379."],
  [["3D000"], "Create the database, or correct its name in PORTCALL_STORE."],
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

/** Cures by code. */
export const CURES: Readonly<Record<string, string>> = Object.fromEntries(
  ROWS.flatMap(([codes, cure]) => codes.map((code) => [code, cure] as const)),
);
