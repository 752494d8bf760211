import type { RetryOptions } from "#adapters/chat/retry.ts";
import { retryUntilRemoved } from "#adapters/chat/retry.ts";
import type { Clock, Logger, Store } from "#core/host.ts";
import { forgetPerson, forgetTeam } from "#core/team/forget.ts";
import { personOf, teamOf } from "./asker.ts";

export interface RemovalOptions extends Pick<RetryOptions, "signal" | "wait"> {
  readonly store: Store;
  readonly logger: Logger;
}

/** Deletes the data of a server that has removed Portcall. Never rejects. */
export function removeServersData(guild: string, options: RemovalOptions): Promise<void> {
  const team = teamOf(guild);
  return removeData("server", { team }, () => forgetTeam(team, options.store), options);
}

/** Deletes the data of somebody who has removed Portcall from their account, as `forget me` does. Never rejects. */
export function removePersonsData(user: string, options: RemovalOptions & { readonly clock: Clock }): Promise<void> {
  const person = personOf(user);
  return removeData("person", { person }, () => forgetPerson(person, options.store, options.clock), options);
}

async function removeData(
  whose: "server" | "person",
  ids: Readonly<Record<string, string>>,
  remove: () => Promise<unknown>,
  { logger, ...retry }: RemovalOptions,
): Promise<void> {
  try {
    await retryUntilRemoved(remove, { platform: "discord", logger, ...retry });
    const from = whose === "server" ? "a server" : "somebody’s account";
    logger.info({ platform: "discord" }, `Portcall was removed from ${from}; its data is deleted.`);
  } catch (error) {
    const fields = { platform: "discord", ...ids, error };
    logger.error(fields, `Deleting the data of a ${whose} that removed Portcall failed; giving up.`);
  }
}
