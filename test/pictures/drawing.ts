/** What is drawn: one payload of one platform, and how its client would show it. */
export interface Drawing {
  /** What was asked, in one line. */
  readonly title: string;
  readonly platform: Platform;
  /** The payload as it is sent. */
  readonly json: string;
  /** Slack's blocks, or Discord's rows of controls. */
  readonly blocks: number;
  /** Of text, before any is wrapped and without blank ones; null for what is not a message. */
  readonly lines: number | null;
  html(theme: Theme): string;
}

export const PLATFORMS = ["slack", "discord"] as const;
export type Platform = (typeof PLATFORMS)[number];

export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** In CSS pixels: a desktop's column of messages, and a phone. */
export const WIDTHS = [600, 375] as const;
export type Width = (typeof WIDTHS)[number];

/** A drawing as Chromium showed it. */
export interface Picture {
  readonly drawing: Drawing;
  readonly width: Width;
  readonly theme: Theme;
  /** In CSS pixels. */
  readonly height: number;
  /** The PNG's name in the output folder. */
  readonly file: string;
}

export function countLines(text: string): number {
  return text.split("\n").filter((line) => line.trim() !== "").length;
}

/** Portcall's picture beside its messages, as an address that needs no network. */
export const AVATAR = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 36 36"><rect width="36" height="36" fill="#1f2937"/>' +
    '<text x="18" y="25" font-family="sans-serif" font-size="20" text-anchor="middle" fill="#fff">P</text></svg>',
)}`;
