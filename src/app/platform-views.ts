import { readComponent, renderCommandResponse as renderForDiscord } from "#adapters/discord/index.ts";
import { readComponentAction, renderCommandResponse as renderForSlack } from "#adapters/slack/index.ts";
import type { PlatformView } from "#adapters/web/index.ts";
import { drawDiscord, drawSlack } from "#adapters/web/index.ts";
import { PLATFORMS } from "./platforms/platforms.ts";

/** What the page draws of each platform: the payload that its adapter would send, and what its controls do there. */
export const PLATFORM_VIEWS: readonly PlatformView[] = [
  {
    name: "slack",
    format: PLATFORMS.slack.format,
    draw(reply, words) {
      const payload = renderForSlack(reply);
      return { payload, html: drawSlack(payload, words) };
    },
    readAction: ({ id, value }) => readComponentAction({ action_id: id, value, selected_option: { value } }),
  },
  {
    name: "discord",
    format: PLATFORMS.discord.format,
    draw(reply, words) {
      const payload = renderForDiscord(reply);
      return { payload, html: drawDiscord(payload, words) };
    },
    readAction({ id, value }) {
      const action = readComponent({ component_type: 3, custom_id: id, values: [value] });
      // Whoever may delete a public message on Discord may take it from the page.
      return action?.type === "delete" ? { type: "dismiss" } : action;
    },
  },
];
