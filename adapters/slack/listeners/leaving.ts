import type { App } from "@slack/bolt";
import type { Logger } from "#core/contracts.ts";
import type { Installations, Left } from "../installations.ts";
import type { People } from "../people.ts";

export interface LeavingOptions {
  readonly installations: Installations;
  readonly people: People;
  readonly logger: Logger;
  /** Told when somebody has left. */
  readonly onLeft: () => void;
}

/** Slack says it once: while the store is away it is tried again after these pauses, in milliseconds. */
const PAUSES = [200, 1000, 5000, 25_000, 125_000];

/** Removes everything of a workspace that uninstalled Portcall, or of all those of an organisation. */
export function listenToLeaving(app: App, { installations, people, logger, onLeft }: LeavingOptions): void {
  async function leave(left: Left): Promise<void> {
    const teams = await installations.leave(left);
    for (const team of teams) await people.forget(team);
    onLeft();
    logger.info({ platform: "slack", teams: teams.length }, "Portcall was uninstalled; all it kept there is removed.");
  }

  function whoLeft(body: Notice, isOrganisation: boolean): Left {
    return { team: body.team_id, organisation: body.enterprise_id, isOrganisation, at: body.event_time };
  }

  async function leaveForSure(left: Left): Promise<void> {
    for (const pause of PAUSES) {
      try {
        return await leave(left);
      } catch (error) {
        logger.warn({ platform: "slack", error }, "What an uninstalled workspace left could not be removed yet.");
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
    await leave(left);
  }

  app.event("app_uninstalled", ({ body, context }) => leaveForSure(whoLeft(body, context.isEnterpriseInstall)));
  app.event("tokens_revoked", async ({ event, body, context }) => {
    // A person's token is not Portcall's: it has bot tokens alone.
    if ((event.tokens.bot ?? []).length > 0) await leaveForSure(whoLeft(body, context.isEnterpriseInstall));
  });
  // An organisation that keeps Portcall has taken it from some of its workspaces.
  app.event("team_access_revoked", async ({ event, body, context }) => {
    const organisation = body.enterprise_id ?? context.enterpriseId;
    for (const team of event.team_ids) {
      await leaveForSure({ team, organisation, isOrganisation: false, at: body.event_time });
    }
  });
}

interface Notice {
  readonly team_id?: string;
  readonly enterprise_id?: string;
  /** In seconds since 1970. */
  readonly event_time: number;
}
