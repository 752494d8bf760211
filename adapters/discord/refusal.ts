import { ConfigurationError } from "#core/contracts.ts";

/** Awaits work with Discord; a failure is put in words for the operator, who has to change something. */
export async function refusing<Value>(work: Promise<Value>): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(
      isRefusal(error)
        ? `Discord refused DISCORD_TOKEN or DISCORD_APPLICATION_ID: ${reason}`
        : `Discord could not be reached: ${reason}`,
      { cause: error },
    );
  }
}

/** discord.js says so by a code of its own, REST by its status, the gateway by the code it closes with. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, status } = error as Error & { code?: unknown; status?: unknown };
  return (
    code === "TokenInvalid" ||
    (typeof status === "number" && status < 500) ||
    /\bcode (?:4004|4013|4014)\b/.test(error.message)
  );
}
