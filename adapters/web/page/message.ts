import type { Messages } from "#core/messages/messages.ts";
import { escapeHtml } from "../escape-html.ts";

export interface DrawnMessage {
  readonly platform: "slack" | "discord";
  /** What the platform writes beside the name of an app. */
  readonly badge: string;
  readonly isPrivate: boolean;
  /** HTML. */
  readonly body: string;
}

/** A message as a chat platform frames it: who wrote it, and who sees it. */
export function drawMessage({ platform, badge, isPrivate, body }: DrawnMessage, words: Messages["web"]): string {
  const only = isPrivate ? `<p class="small only">${escapeHtml(words.onlyYou[platform])}</p>` : "";
  const above = platform === "slack" ? only : "";
  const below = platform === "discord" ? only : "";
  return `<div class="message ${platform}">${AVATAR}<div class="content">${above}<p class="author"><b>Portcall</b> <span class="badge">${badge}</span></p>${body}${below}</div></div>`;
}

const AVATAR =
  '<svg class="avatar" viewBox="0 0 36 36" aria-hidden="true"><rect width="36" height="36" rx="6" fill="#1f2937"/><text x="18" y="25" font-family="sans-serif" font-size="20" font-weight="700" text-anchor="middle" fill="#fff">P</text></svg>';
