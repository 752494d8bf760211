import type { AppOptions, ReceiverEvent } from "@slack/bolt";
import { App } from "@slack/bolt";
import type { Telemetry } from "#core/telemetry.ts";
import { textIn } from "./payload.ts";

/** Bolt's app; whatever it logs about an event carries the event's reference. */
export class EventApp extends App {
  readonly #telemetry: Telemetry;

  constructor(telemetry: Telemetry, options: AppOptions) {
    super(options);
    this.#telemetry = telemetry;
  }

  override processEvent(event: ReceiverEvent): Promise<void> {
    // Events have an id, commands and interactions a trigger.
    const id = textIn(event.body, "event_id") ?? textIn(event.body, "trigger_id");
    return this.#telemetry.inEvent(id, () => super.processEvent(event));
  }
}
