import type { REST } from "discord.js";
import type { HandleEvent } from "#adapters/chat/handle-event.ts";
import type { Ask, Suggest } from "#core/chat-platform.ts";
import type { Logger } from "#core/host.ts";
import type { ReadFiles } from "./message-text.ts";
import type { ReplyRenderer } from "./render.ts";

/** The dependencies of everything that answers Discord. */
export interface DiscordContext {
  readonly ask: Ask;
  readonly suggest: Suggest;
  readonly logger: Logger;
  readonly rest: REST;
  readonly handleEvent: HandleEvent;
  readonly readFiles: ReadFiles;
  readonly renderer: ReplyRenderer;
  /** Milliseconds a response may take before it is deferred. */
  readonly deferAfter: number;
}
