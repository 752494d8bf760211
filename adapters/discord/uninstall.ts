import type { RetryOptions } from "#adapters/chat/retry.ts";
import { retryUntilRemoved } from "#adapters/chat/retry.ts";
import type { Logger, Store } from "#core/host.ts";
import { forgetTeam } from "#core/team/forget.ts";
import { teamOf } from "./asker.ts";

export interface UninstallOptions extends Pick<RetryOptions, "signal" | "wait"> {
  readonly store: Store;
  readonly logger: Logger;
}

/** Deletes the data of a server that has removed Portcall. Never rejects. */
export async function uninstall(guild: string, { store, logger, ...retry }: UninstallOptions): Promise<void> {
  const team = teamOf(guild);
  try {
    await retryUntilRemoved(() => forgetTeam(team, store), { platform: "discord", logger, ...retry });
    logger.info({ platform: "discord" }, "Portcall was removed from a server; its data is deleted.");
  } catch (error) {
    const fields = { platform: "discord", team, error };
    logger.error(fields, "Deleting the data of a server that removed Portcall failed; giving up.");
  }
}
