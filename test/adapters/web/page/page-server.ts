import { createAsk } from "#core/ask/ask.ts";
import type { Ask } from "#core/chat-platform.ts";
import type { Store } from "#core/host.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import { createHttpServer } from "../../../../src/app/server.ts";
import { webRoutes } from "../../../../src/app/web.ts";
import { listenOnLoopback } from "../../../support/loopback/listen.ts";
import { recordingLogger } from "../../../support/recording-logger.ts";
import { knowledge } from "../../../support/registry/committed.ts";
import { memoryStore } from "../../../support/store/memory-store.ts";
import { teamServicesIn } from "../../../support/team-services.ts";
import { unescapeHtml } from "./drawn-text.ts";

/** The page on a free port of loopback. */
export async function startPage(store: Store = memoryStore(), ask?: Ask, proxies = 0) {
  const logger = recordingLogger();
  const services = teamServicesIn(store);
  const mounts = webRoutes({
    ask: ask ?? createAsk(knowledge, services),
    knowledge: () => knowledge,
    store,
    reader: services.reader,
    hasPage: true,
    proxies,
    telemetry: { ...NO_TELEMETRY, logger },
  });
  const address = await listenOnLoopback(createHttpServer({ mounts, logger }));
  return { address: `http://${address}`, logger };
}

/** A browser as far as the server sees it: it keeps its cookie and posts forms. */
export function browserAt(address: string, cookie = "") {
  let kept = cookie;
  const send = async (path: string, options: RequestInit = {}) => {
    const headers = { ...options.headers, ...(kept === "" ? {} : { cookie: kept }) };
    const response = await fetch(`${address}${path}`, { ...options, headers });
    kept = response.headers.get("set-cookie")?.split(";", 1)[0] ?? kept;
    const html = await response.text();
    return { status: response.status, headers: response.headers, html, title: titleOf(html) };
  };
  const post = (fields: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>> = {}) =>
    send("/", { method: "POST", body: new URLSearchParams(fields), headers });
  return {
    open: send,
    post,
    type: (q: string) => post({ q }),
    /** Presses the first button with a label, or one whose state contains it. */
    press: (html: string, platform: string, label: string) => post({ [platform]: stateOf(html, platform, label) }),
    cookie: () => kept,
  };
}

function titleOf(html: string): string {
  return unescapeHtml(/<h2[^>]*>([^<]*)</.exec(html)?.[1] ?? "");
}

function stateOf(html: string, platform: string, label: string): string {
  const buttons = [
    ...html.matchAll(/<button class="(?:button|item)" form="controls" name="(\w+)" value="([^"]*)"[^>]*>([^<]*)</g),
  ];
  const found = buttons.find(([, name, , text = ""]) => name === platform && text.includes(label));
  if (found === undefined) throw new Error(`No ${platform} button says ${label}.`);
  return unescapeHtml(found[2] ?? "");
}
