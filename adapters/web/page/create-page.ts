import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { ComponentAction } from "#adapters/chat/component-action.ts";
import { createHandleEvent } from "#adapters/chat/handle-event.ts";
import { createRateLimiter } from "#adapters/chat/rate-limiter.ts";
import { FORM_TYPE, mediaType } from "#adapters/chat/request-body.ts";
import type { Answer } from "#core/answers/answer.ts";
import type { Card } from "#core/card/card.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Ask, Reply } from "#core/chat-platform.ts";
import type { Logger, Store } from "#core/host.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { PortSpan } from "#core/registry/port.ts";
import type { Asker } from "#core/team/asker.ts";
import type { Telemetry } from "#core/telemetry.ts";
import { sendCompressed } from "../compression.ts";
import { createOwnMaps } from "../map.ts";
import { readText } from "../read-text.ts";
import { refuseOtherMethods } from "../refuse-method.ts";
import { readTarget } from "../target.ts";
import type { PageEvent, PageOutcome } from "./ask-page.ts";
import { createAskPage, readPosted, urlOf } from "./ask-page.ts";
import { loadAssets } from "./assets.ts";
import type { BrowserAsker } from "./browser-asker.ts";
import { createBrowserAskers } from "./browser-asker.ts";
import type { Control } from "./control.ts";
import type { DrawnView, Page, Shown } from "./page.ts";
import { renderPage } from "./page.ts";

/** A chat platform as the page shows it. */
export interface PlatformView {
  readonly name: DrawnView["name"];
  /** The name of its message format. */
  readonly format: string;
  /** The payload of a response to a command, and how the platform draws it. */
  draw(reply: Reply, words: Messages["web"]): Pick<DrawnView, "html" | "payload">;
  /** Reads a control of a payload, as the platform's adapter does; null for anything else. */
  readAction(control: Control): ComponentAction | null;
}

export interface PageOptions {
  readonly ask: Ask;
  readonly store: Store;
  readonly knowledge: () => Knowledge;
  /** The numbers in somebody's port book. */
  readonly claimsOf: (asker: Asker) => Promise<readonly PortSpan[]>;
  readonly platforms: readonly PlatformView[];
  /** The client that a request is counted for. */
  readonly clientOf: (request: IncomingMessage) => string;
  /** Whether a browser came over https, so that its cookie is sent back over https only. */
  readonly isSecure: (request: IncomingMessage) => boolean;
  /** The folder with the page's own files. */
  readonly folder: string;
  readonly logger: Logger;
  readonly telemetry: Telemetry;
}

/** Requests of a client in 30 seconds: as fast as anybody clicks, and several people behind one address. */
const MAX_REQUESTS = 120;

/** The same for what is long: reading a text takes up to a third of a second. */
const MAX_TEXTS = 10;

/** Browsers of a client that may become known in ten minutes. Each can keep a port book, for good. */
const NEWCOMERS = { limit: 60, window: 600_000 };

/** Bytes from which what is posted is long. */
const LONG = 16 * 1024;

/** Bytes of what is posted: a paste of 1 MB, in which every character may be escaped. */
const MAX_BODY = 3 * 1024 * 1024;

/** Everything comes from this origin, nothing is written into the page, and no other page frames it. */
const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
} as const;

/** The page on which Portcall is tried without a chat platform, by path. Each browser asks as somebody of its own. */
export function createPage(options: PageOptions): ReadonlyMap<string, RequestListener> {
  const { ask, store, knowledge, claimsOf, platforms, clientOf, isSecure, logger, telemetry } = options;
  const words = messagesFor("en");
  const assets = loadAssets(options.folder);
  const askers = createBrowserAskers(store, words.web.you);
  const newcomers = createRateLimiter(NEWCOMERS);
  const handler = (limit: number) =>
    createHandleEvent({ platform: "page", logger, limiter: createRateLimiter({ limit }), telemetry });
  const [handleShort, handleLong] = [handler(MAX_REQUESTS), handler(MAX_TEXTS)];
  const readAction = (platform: string, control: Control) =>
    platforms.find(({ name }) => name === platform)?.readAction(control) ?? null;
  const answer = createAskPage({ ask, readAction });

  const page = async (request: IncomingMessage, response: ServerResponse) => {
    const { method } = request;
    if (refuseOtherMethods(request, response, ["GET", "HEAD", "POST"])) return;
    const event = method === "POST" ? await readPost(request) : readGet(request);
    if ("status" in event) return send(request, response, event);
    const browser = await browserOf(request);
    const handleEvent = isLong(request) ? handleLong : handleShort;
    const sent = await handleEvent({
      sender: () => ({ person: clientOf(request), locale: "en" }),
      answer: async () => ({ status: 200, ...pageOf(await answer(event, browser?.asker ?? null, "en")) }),
      replyPrivately: (card) => noticeOf(card),
      mustReply: true,
    });
    // Whoever only reads is not told again: all that can be kept comes by a POST.
    const cookie = method === "POST" ? (browser?.cookie ?? null) : null;
    await send(request, response, sent ?? noticePage(500, words.web.expired), cookie);
  };

  /** Null where nothing can be kept; look-ups are answered all the same. */
  async function browserOf(request: IncomingMessage): Promise<BrowserAsker | null> {
    const browser = await askers(request.headers.cookie);
    const isNew = request.method === "POST" && browser !== null && browser.cookie !== null;
    return isNew && newcomers.hit(clientOf(request)) !== "allow" ? null : browser;
  }

  function readGet(request: IncomingMessage): PageEvent {
    const text = readTarget(request).parameters.get("q") ?? "";
    return text.trim() === "" ? { type: "open" } : { type: "link", text };
  }

  async function readPost(request: IncomingMessage): Promise<PageEvent | SentPage> {
    if (!isFromThisPage(request)) return noticePage(403, words.web.foreign);
    if (mediaType(request) !== FORM_TYPE) return noticePage(415, words.web.expired);
    const body = await readText(request, MAX_BODY);
    if ("refused" in body) return noticePage(body.refused === "too-large" ? 413 : 400, words.web.tooLarge);
    const names = platforms.map(({ name }) => name);
    return readPosted(new URLSearchParams(body.text), names) ?? noticePage(400, words.web.expired);
  }

  function pageOf(outcome: PageOutcome): Pick<SentPage, "text" | "url" | "shown"> {
    switch (outcome.kind) {
      case "reply":
        return { text: outcome.text, url: urlOf(outcome.text), shown: shownReply(outcome) };
      case "form":
        return { text: outcome.text, url: urlOf(outcome.text), shown: outcome };
      case "confirm":
        return { text: outcome.text, url: urlOf(outcome.text), shown: outcome };
      case "expired":
        return noticePage(200, words.web.expired);
    }
  }

  function shownReply({ reply, isShared }: Extract<PageOutcome, { kind: "reply" }>): Shown {
    const views = platforms.map(({ name, format, draw }) => ({ name, format, ...draw(reply, words.web) }));
    return { kind: "reply", reply, views, port: mappedPort(reply.answer), note: isShared ? words.web.shared : null };
  }

  async function send(
    request: IncomingMessage,
    response: ServerResponse,
    { status, ...given }: SentPage,
    cookie: string | null = null,
  ): Promise<void> {
    const { source } = knowledge().registry;
    const html = renderPage({ ...given, registry: source, assets: assets.urls }, words);
    const headers = {
      ...HEADERS,
      ...(cookie === null ? {} : { "set-cookie": isSecure(request) ? `${cookie}; Secure` : cookie }),
    };
    await sendCompressed(request, response, { status, headers, body: html });
  }

  const ownMaps = createOwnMaps({
    knowledge,
    claimsOf: async ({ headers }) => {
      const browser = await askers(headers.cookie);
      return browser === null || browser.cookie !== null ? [] : claimsOf(browser.asker);
    },
  });
  return new Map<string, RequestListener>([["/", page], ...ownMaps, ...assets.mounts]);
}

interface SentPage extends Pick<Page, "text" | "url" | "shown"> {
  readonly status: number;
}

function noticePage(status: number, notice: { readonly title: string; readonly text: string }): SentPage {
  return { status, text: "", url: "/", shown: { kind: "notice", ...notice } };
}

/** A card of the chat layer about a question that was not answered. */
function noticeOf(card: Card): SentPage {
  const text = renderPlainText({ ...card, title: "" }).trim();
  return noticePage(503, { title: card.title, text });
}

/** A form on a page of another site posts without the cookie, and is refused besides. Older browsers send no such header. */
function isFromThisPage({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin" || site === "none";
  return headers.origin === undefined || URL.parse(headers.origin)?.host === headers.host;
}

/** Also what doesn't say how long it is, which no browser sends. */
function isLong({ headers }: IncomingMessage): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > LONG;
}

/** The port that an answer is about. */
function mappedPort(answer: Answer): number | null {
  switch (answer.kind) {
    case "port":
      return answer.port;
    case "more":
      return answer.of.kind === "port" ? answer.of.port : null;
    case "claimed":
      return answer.claim.span.first;
    default:
      return null;
  }
}
