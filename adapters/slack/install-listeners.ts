import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Logger as BoltLogger, Installation } from "@slack/bolt";
import type { InstallProvider } from "@slack/oauth";
import { ErrorCode } from "@slack/oauth";
import { isRecord } from "#adapters/chat/record.ts";
import type { Logger } from "#core/host.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { Installed, NotInstalledReason } from "./install-pages.ts";
import { installedPage, notInstalledPage, PAGE_HEADERS } from "./install-pages.ts";
import { BOT_SCOPES, INSTALL_PATH, REDIRECT_PATH } from "./manifest.ts";

export interface InstallListenersOptions {
  readonly installer: InstallProvider;
  /** Portcall's public address, without a slash at its end. */
  readonly base: string;
  readonly logger: Logger;
}

type Page = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const MESSAGES = messagesFor("en");

/** The install page and the page after Slack's consent page, by path. */
export function createInstallListeners(options: InstallListenersOptions): ReadonlyMap<string, RequestListener> {
  const { installer, base, logger } = options;
  const installUrl = `${base}${INSTALL_PATH}`;
  const installOptions = { scopes: BOT_SCOPES, redirectUri: `${base}${REDIRECT_PATH}` };

  function refuse(response: ServerResponse, reason: NotInstalledReason): void {
    response.writeHead(STATUS[reason]).end(notInstalledPage(reason, installUrl, MESSAGES));
  }

  async function redirect(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (queryOf(request).get("error") === "access_denied") {
      logger.info({ platform: "slack" }, "An installation was cancelled on Slack's page.");
      return refuse(response, "cancelled");
    }
    await installer.handleCallback(request, response, {
      success: (installation) => response.writeHead(200).end(installedPage(installedFrom(installation), MESSAGES)),
      failure(error) {
        if (!isVisitorError(error)) return refuse(response, "failed");
        logger.info({ platform: "slack" }, `An installation was refused: ${error.code}.`);
        refuse(response, "expired");
      },
    });
  }

  const listenerFor =
    (page: Page): RequestListener =>
    (request, response) => {
      if (request.method !== "GET") return void response.writeHead(405, { allow: "GET" }).end();
      for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
      page(request, response).catch((error: unknown) => {
        logger.error({ platform: "slack", error }, "An install page failed.");
        if (response.headersSent) response.end();
        else refuse(response, "failed");
      });
    };

  const install: Page = (request, response) => installer.handleInstallPath(request, response, {}, installOptions);
  return new Map([
    [INSTALL_PATH, listenerFor(install)],
    [REDIRECT_PATH, listenerFor(redirect)],
  ]);
}

const STATUS: Readonly<Record<NotInstalledReason, number>> = { cancelled: 200, expired: 400, failed: 500 };

/** Errors that any visitor can cause, and an admin whose cookie has expired. */
const VISITOR_ERRORS: ReadonlySet<unknown> = new Set([
  ErrorCode.MissingCodeError,
  ErrorCode.MissingStateError,
  ErrorCode.InvalidStateError,
]);

function isVisitorError(error: unknown): boolean {
  return isRecord(error) && VISITOR_ERRORS.has(error.code);
}

/** The logger for InstallProvider, which would log what any visitor can cause as errors. */
export function withoutVisitorErrors(logger: BoltLogger): BoltLogger {
  return {
    ...logger,
    error(...parts) {
      if (!parts.some(isVisitorError)) logger.error(...parts);
    },
  };
}

function queryOf({ url = "" }: IncomingMessage): URLSearchParams {
  return new URLSearchParams(url.split("?", 2)[1] ?? "");
}

function installedFrom({
  team,
  enterprise,
  enterpriseUrl,
  appId,
  isEnterpriseInstall = false,
}: Installation): Installed {
  if (!isEnterpriseInstall) {
    const path = team === undefined ? "" : `client/${encodeURIComponent(team.id)}`;
    return { name: team?.name ?? "", url: `https://app.slack.com/${path}`, isOrganisation: false };
  }
  const path = `manage/organization/apps/profile/${encodeURIComponent(appId ?? "")}/workspaces/add`;
  const root = enterpriseUrl?.startsWith("https://") ? enterpriseUrl : "https://app.slack.com/";
  return { name: enterprise?.name ?? "", url: `${root}${path}`, isOrganisation: true };
}
