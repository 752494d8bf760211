import { App, type AppOptions } from "@slack/bolt";

type Follow = (work: Promise<unknown>) => void;

/** Bolt, with all that it works on made known from the moment it comes, which is before a token is looked up for it. */
export class TrackedApp extends App {
  readonly #follow: Follow;

  constructor(options: AppOptions, follow: Follow) {
    super(options);
    this.#follow = follow;
  }

  override processEvent(event: Parameters<App["processEvent"]>[0]): Promise<void> {
    const work = super.processEvent(event);
    this.#follow(work);
    return work;
  }
}
