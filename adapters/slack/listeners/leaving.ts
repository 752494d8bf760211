import type { App } from "@slack/bolt";
import type { Logger } from "#core/contracts.ts";
import type { Installations } from "../installations.ts";

export interface LeavingOptions {
  readonly installations: Installations;
  readonly logger: Logger;
  /** Told when somebody has left. */
  readonly onLeft: () => void;
}

/** Removes everything of a workspace that uninstalled Portcall, or of all those of an organisation. */
export function listenToLeaving(app: App, { installations, logger, onLeft }: LeavingOptions): void {
  const leave = async (
    body: { team_id?: string; enterprise_id?: string; event_time: number },
    isOrganisation: boolean,
  ) => {
    const left = { team: body.team_id, organisation: body.enterprise_id, isOrganisation, at: body.event_time };
    const teams = await installations.leave(left);
    onLeft();
    logger.info({ platform: "slack", teams: teams.length }, "Portcall was uninstalled; all it kept there is removed.");
  };
  app.event("app_uninstalled", ({ body, context }) => leave(body, context.isEnterpriseInstall));
  app.event("tokens_revoked", async ({ event, body, context }) => {
    // A person's token is not Portcall's: it has bot tokens alone.
    if ((event.tokens.bot ?? []).length > 0) await leave(body, context.isEnterpriseInstall);
  });
}
