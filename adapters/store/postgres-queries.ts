/** When the server began this statement, in milliseconds since 1970. */
const NOW = "floor(extract(epoch FROM statement_timestamp()) * 1000)::bigint";

export const READ = `SELECT key, value FROM portcall WHERE key = ANY($1::text[]) AND (expires IS NULL OR expires > ${NOW})`;

/** The column is sorted by bytes (see the schema), so that this is a range of its index. */
export const LIST = "SELECT key, value FROM portcall WHERE key >= $1 AND key < $2 AND expires IS NULL ORDER BY key";

/** Waits for nobody: what a commit has in hand is left for the next time. */
export const SWEEP = `DELETE FROM portcall WHERE key IN
  (SELECT key FROM portcall WHERE expires <= ${NOW} LIMIT 1000 FOR UPDATE SKIP LOCKED)`;
