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
  /** Called after the data was deleted. */
  readonly onUninstall: () => void;
}

/** Deletes the data of a workspace that uninstalled Portcall, or of all workspaces of an organisation. */
export function listenToUninstall(
  app: App,
  { installations, users, logger, signal, onUninstall }: UninstallOptions,
): void {
  async function remove(uninstall: Uninstall): Promise<void> {
    const teams = await installations.remove(uninstall);
    for (const team of teams) await users.forget(team);
    onUninstall();
    logger.info(
      { platform: "slack", teams: teams.length },
      "Portcall was uninstalled; the data of its workspaces is deleted.",
    );
  }

  function uninstallOf(body: UninstallEvent, isOrganisation: boolean): Uninstall {
    return { team: body.team_id, organisation: body.enterprise_id, isOrganisation, at: body.event_time };
  }

  const retryUninstall = (uninstall: Uninstall) =>
    retryUntilRemoved(() => remove(uninstall), { platform: "slack", logger, signal });

  app.event("app_uninstalled", ({ body, context }) => retryUninstall(uninstallOf(body, context.isEnterpriseInstall)));
  app.event("tokens_revoked", async ({ event, body, context }) => {
    // Portcall uses only bot tokens, so revoked user tokens do not matter.
    if ((event.tokens.bot ?? []).length > 0) await retryUninstall(uninstallOf(body, context.isEnterpriseInstall));
  });
  // An organisation has removed Portcall from some of its workspaces.
  app.event("team_access_revoked", async ({ event, body, context }) => {
    const organisation = body.enterprise_id ?? context.enterpriseId;
    for (const team of event.team_ids) {
      await retryUninstall({ team, organisation, isOrganisation: false, at: body.event_time });
    }
  });
}

interface UninstallEvent {
  readonly team_id?: string;
  readonly enterprise_id?: string;
  /** Seconds since 1970. */
  readonly event_time: number;
}
