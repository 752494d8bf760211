/**
 * Which setting the operator has to change, by an error at the start: discord.js says so by a code of its own, REST by
 * its status, the gateway by the code it closes with.
 */
export function blame(error: unknown): string {
  const { code, status, message }: FailureOfDiscord = error instanceof Error ? error : new Error(String(error));
  const closed = /\bcode (\d{4})\b/.exec(message)?.[1] ?? "";
  if (["4010", "4011"].includes(closed)) return "Discord refused DISCORD_SHARDS";
  const isRefused =
    code === "TokenInvalid" ||
    (typeof status === "number" && status < 500) ||
    ["4004", "4013", "4014"].includes(closed);
  return isRefused ? "Discord refused DISCORD_TOKEN or DISCORD_APPLICATION_ID" : "Discord could not be reached";
}

type FailureOfDiscord = Error & { readonly code?: unknown; readonly status?: unknown };
