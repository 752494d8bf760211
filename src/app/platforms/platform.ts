import type { RequestListener } from "node:http";
import type { Card } from "#core/card/card.ts";
import type { Ask, ChatAdapter, Suggest } from "#core/chat-platform.ts";
import type { Logger, Store } from "#core/host.ts";
import type { Environment } from "../environment.ts";

/** A chat platform, as the process that runs its adapter knows it. */
export interface Platform<Config> {
  /**
   * Reads its variables; null where they are not set.
   * @throws ConfigurationError naming every variable that is wrong or missing
   */
  readConfig(environment: Environment): Config | null;
  /** What Portcall prints about it when it is up: how it is connected, or how to switch it on. */
  statusLines(config: Config | null): readonly StatusLine[];
  /** Loads its library and makes its adapter, not yet connected. */
  createAdapter(config: Config, services: PlatformServices): Promise<PlatformAdapter>;
  /** What its messages are made of. */
  readonly format: string;
  /** A card as the JSON of a message. */
  render(card: Card): unknown;
}

/** A text may have several lines. */
export type StatusLine = readonly [label: string, text: string];

/** What every adapter works with. */
export interface PlatformServices {
  readonly ask: Ask;
  readonly suggest: Suggest;
  readonly store: Store;
  readonly logger: Logger;
  /** Called when a platform that was connected has ended the connection for good. */
  readonly onLost: (error: Error) => void;
}

export interface PlatformAdapter extends ChatAdapter {
  /** What it serves over HTTP, by path. */
  readonly mounts: ReadonlyMap<string, RequestListener>;
}
