import type { RequestListener } from "node:http";
import type { Ask, ChatAdapter, Reply, Suggest } from "#core/chat-platform.ts";
import type { Logger, Store } from "#core/host.ts";
import type { Telemetry } from "#core/telemetry.ts";
import type { Environment } from "../environment.ts";

/** What the process needs to know about a chat platform. */
export interface Platform<Config> {
  /** The names of the environment variables it reads. */
  variables(): readonly string[];
  /**
   * Reads its variables; null if they are not set.
   * @throws ConfigurationError naming every variable that is wrong or missing
   */
  readConfig(environment: Environment): Config | null;
  /** Status lines for start-up: how it is connected, that it isn't yet, or how to connect it. */
  statusLines(config: Config | null, isConnected: boolean): readonly StatusLine[];
  /** Loads its library and creates its adapter, not yet connected. */
  createAdapter(config: Config, services: PlatformServices): Promise<PlatformAdapter>;
  /** Whether nobody can be answered while the store cannot be read. */
  needsStoreToAnswer(config: Config): boolean;
  /** The notation of a channel that feedback can be sent to. */
  readonly channel: RegExp;
  /** Patterns of its tokens; the log redacts them everywhere. */
  readonly secrets: readonly RegExp[];
  /** The name of its message format. */
  readonly format: string;
  /** Renders a reply as the JSON of the response to a command, with its controls and who sees it. */
  render(reply: Reply): unknown;
}

/** How a platform that is kept trying is said to be connected. */
export const NOT_YET = "not reached yet, still connecting";

/** The text may have several lines. */
export type StatusLine = readonly [label: string, text: string];

/** The services every adapter uses. */
export interface PlatformServices {
  readonly ask: Ask;
  readonly suggest: Suggest;
  readonly store: Store;
  /** The keys for secrets in the store: the first one encrypts, all of them decrypt. */
  readonly storeKeys: readonly Uint8Array[];
  readonly logger: Logger;
  readonly telemetry: Telemetry;
  /** Called if the platform refuses the connection after the start. */
  readonly onLost: (error: Error) => void;
}

export interface PlatformAdapter extends ChatAdapter {
  /** Its HTTP handlers by path. */
  readonly mounts: ReadonlyMap<string, RequestListener>;
}
