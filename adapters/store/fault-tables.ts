import type { StoreFault } from "#core/store-state.ts";

/** How the errors of one kind of database are told apart. */
export interface FaultTable {
  /** The codes of an error, the most telling first. */
  codesOf(error: object): readonly string[];
  readonly faults: Readonly<Record<string, StoreFault>>;
  /** The fault of an error whose codes are in no table. */
  readonly otherwise: StoreFault;
}

/** Errors of the operating system and of TLS, which every database may report. */
export const SYSTEM_FAULTS: Readonly<Record<string, StoreFault>> = {
  ECONNREFUSED: "unreachable",
  ECONNRESET: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  ENOTFOUND: "unreachable",
  EAI_AGAIN: "unreachable",
  EPIPE: "unreachable",
  ETIMEDOUT: "unreachable",
  EACCES: "refused",
  EPERM: "refused",
  ENOSPC: "full",
  EDQUOT: "full",
  EROFS: "read-only",
  EIO: "corrupt",
  ENOENT: "misconfigured",
  EISDIR: "misconfigured",
  ENOTDIR: "misconfigured",
  EPROTO: "misconfigured",
  ERR_SSL_WRONG_VERSION_NUMBER: "misconfigured",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "misconfigured",
  ERR_TLS_CERT_ALTNAME_INVALID: "misconfigured",
  CERT_HAS_EXPIRED: "misconfigured",
  DEPTH_ZERO_SELF_SIGNED_CERT: "misconfigured",
  SELF_SIGNED_CERT_IN_CHAIN: "misconfigured",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "misconfigured",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "misconfigured",
};

/** SQLSTATE codes, or their class, the first two characters: https://www.postgresql.org/docs/current/errcodes-appendix.html */
export const POSTGRES_FAULTS: FaultTable = {
  codesOf(error) {
    const code = textOf(error, "code");
    // pg has no code for what it finds out before the first query.
    if (code === "") return [textOf(error, "message").split(/[:,]/, 1)[0] ?? ""];
    return [code, code.slice(0, 2), ...(/^[0-9A-Z]{5}$/.test(code) ? ["SQLSTATE"] : [])];
  },
  faults: {
    "08": "unreachable",
    "53": "unreachable",
    "55P03": "unreachable",
    "57": "unreachable",
    "28": "refused",
    "42501": "refused",
    SASL: "refused",
    "53100": "full",
    "53200": "full",
    "25006": "read-only",
    "58": "corrupt",
    XX001: "corrupt",
    XX002: "corrupt",
    "0A": "misconfigured",
    "3D": "misconfigured",
    "3F": "misconfigured",
    "42": "misconfigured",
    // What the function of Portcall's schema raises.
    P0: "misconfigured",
    "The server does not support SSL connections": "misconfigured",
    // Any other code of the server.
    SQLSTATE: "unknown",
  },
  otherwise: "unreachable",
};

/** The first word of an error reply. Everything else is the client's, which has lost the server. */
export const REDIS_FAULTS: FaultTable = {
  codesOf(error) {
    const message = textOf(error, "message");
    // Redis 6 puts the error of a command in a script behind its own.
    const reply = /^(?:ERR Error running script .*?: -)?([A-Z]{2,})\b/.exec(message)?.[1];
    const words = message.split(" ");
    const details = reply === "ERR" ? [words.slice(0, 3).join(" "), words.slice(0, 2).join(" ")] : [];
    return [textOf(error, "code"), ...details, ...(reply === undefined ? [] : [reply, "REPLY"])];
  },
  faults: {
    CLUSTERDOWN: "unreachable",
    LOADING: "unreachable",
    BUSY: "unreachable",
    MASTERDOWN: "unreachable",
    TRYAGAIN: "unreachable",
    WRONGPASS: "refused",
    NOAUTH: "refused",
    NOPERM: "refused",
    DENIED: "refused",
    "ERR AUTH": "refused",
    "ERR invalid password": "refused",
    OOM: "full",
    // Redis cannot write its snapshot, mostly for want of space.
    MISCONF: "full",
    READONLY: "read-only",
    NOREPLICAS: "read-only",
    CROSSSLOT: "misconfigured",
    MOVED: "misconfigured",
    ASK: "misconfigured",
    WRONGTYPE: "misconfigured",
    NOPROTO: "misconfigured",
    "ERR DB index": "misconfigured",
    "ERR invalid DB": "misconfigured",
    "ERR unknown command": "misconfigured",
    // Any other reply.
    REPLY: "unknown",
  },
  otherwise: "unreachable",
};

/** Extended result codes, or the primary one, their low byte: https://www.sqlite.org/rescode.html */
export const SQLITE_FAULTS: FaultTable = {
  codesOf(error) {
    const code = "errcode" in error && typeof error.errcode === "number" ? error.errcode : undefined;
    return code === undefined ? [textOf(error, "code")] : [`${code}`, `${code & 0xff}`];
  },
  faults: {
    // BUSY, LOCKED: another process writes.
    5: "unreachable",
    6: "unreachable",
    // PERM, AUTH
    3: "refused",
    23: "refused",
    // FULL, and IOERR_SHMSIZE, which is what a full disk is for the file in shared memory.
    13: "full",
    4874: "full",
    // READONLY
    8: "read-only",
    // IOERR, CORRUPT, NOTADB
    10: "corrupt",
    11: "corrupt",
    26: "corrupt",
    // ERROR (no such table or column), CANTOPEN, SCHEMA
    1: "misconfigured",
    14: "misconfigured",
    17: "misconfigured",
  },
  otherwise: "unknown",
};

/** A Keyv adapter is another package, with its own errors. Those of its database often have a code or a telling class. */
export const KEYV_FAULTS: FaultTable = {
  codesOf: (error) => [textOf(error, "code"), error.constructor?.name ?? "", ...REDIS_FAULTS.codesOf(error)],
  faults: {
    ...REDIS_FAULTS.faults,
    ClientOfflineError: "unreachable",
    ConnectionTimeoutError: "unreachable",
    SocketClosedUnexpectedlyError: "unreachable",
    SocketTimeoutError: "unreachable",
    MongoNetworkError: "unreachable",
    MongoServerSelectionError: "unreachable",
  },
  otherwise: "unknown",
};

function textOf(error: object, name: string): string {
  const value = (error as Readonly<Record<string, unknown>>)[name];
  return typeof value === "string" ? value : "";
}
