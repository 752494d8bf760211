import type { App } from "@slack/bolt";
import { retryUntilRemoved } from "#adapters/chat/retry.ts";
import type { Logger } from "#core/host.ts";
import type { Installations, Uninstall } from "../installations.ts";
import type { UserDirectory } from "../user-directory.ts";

export interface UninstallOptions {
  readonly installations: Installations;
  readonly users: UserDirectory;
  readonly logger: Logger;
  /** As in `RetryOptions`. */
  readonly signal: AbortSignal;
  /** Told when a workspace was removed. */
  readonly onUninstall: () => void;
}

/** Removes everything of a workspace that uninstalled Portcall, or of all those of an organisation. */
export function listenToUninstall(
  app: App,
  { installations, users, logger, signal, onUninstall }: UninstallOptions,
): void {
  async function remove(uninstall: Uninstall): Promise<void> {
    const teams = await installations.remove(uninstall);
    for (const team of teams) await users.forget(team);
    onUninstall();
    logger.info({ platform: "slack", teams: teams.length }, "Portcall was uninstalled; all it kept there is removed.");
  }

  function uninstallOf(body: Notice, isOrganisation: boolean): Uninstall {
    return { team: body.team_id, organisation: body.enterprise_id, isOrganisation, at: body.event_time };
  }

  const retryUninstall = (uninstall: Uninstall) =>
    retryUntilRemoved(() => remove(uninstall), { platform: "slack", logger, signal });

  app.event("app_uninstalled", ({ body, context }) => retryUninstall(uninstallOf(body, context.isEnterpriseInstall)));
  app.event("tokens_revoked", async ({ event, body, context }) => {
    // A person's token is not Portcall's: it has bot tokens alone.
    if ((event.tokens.bot ?? []).length > 0) await retryUninstall(uninstallOf(body, context.isEnterpriseInstall));
  });
  // An organisation that keeps Portcall has taken it from some of its workspaces.
  app.event("team_access_revoked", async ({ event, body, context }) => {
    const organisation = body.enterprise_id ?? context.enterpriseId;
    for (const team of event.team_ids) {
      await retryUninstall({ team, organisation, isOrganisation: false, at: body.event_time });
    }
  });
}

interface Notice {
  readonly team_id?: string;
  readonly enterprise_id?: string;
  /** In seconds since 1970. */
  readonly event_time: number;
}
