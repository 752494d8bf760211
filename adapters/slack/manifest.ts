import type { webApi } from "@slack/bolt";

type Manifest = webApi.AppsManifestCreateArguments["manifest"];

export const COMMAND = "/port";
/** The callback_ids of the message shortcut and the global shortcut. */
export const EXPLAIN_MESSAGE = "explain_message";
export const EXPLAIN_PASTE = "explain_paste";

/** The request URL's path, which is Bolt's default. */
export const EVENTS_PATH = "/slack/events";
/** OAuth: the page that starts an installation, and the redirect URL. */
export const INSTALL_PATH = "/slack/install";
export const REDIRECT_PATH = "/slack/oauth_redirect";

/** A placeholder for Portcall's public address. */
const ADDRESS = "https://portcall.example.com";

/** Admins can refuse optional scopes one by one: https://docs.slack.dev/authentication/installing-with-oauth */
const REQUIRED_SCOPES = ["app_mentions:read", "chat:write", "commands"] as const;
const OPTIONAL_SCOPES = ["files:read", "im:history", "users:read"] as const;
export const BOT_SCOPES = [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES];

/** The Slack app. A test checks that it equals manifest.json, which people paste into Slack. */
export const MANIFEST = {
  display_information: {
    name: "Portcall",
    description: "What is this port? Ask in the channel, and the card comes back there.",
    long_description:
      "Portcall answers what a port number is, where operators already talk. /port 867, or a mention, gets a card: the range the number lies in, what IANA has assigned there and nearby, what is known to use it in practice, whether it is wise to use, and the commands that show what listens on it. Teams keep a port book of their own, so that two services never fight for one number. It reads only what is addressed to it, and says where each fact comes from.",
    background_color: "#1f2937",
  },
  features: {
    app_home: {
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    },
    bot_user: {
      display_name: "portcall",
      always_online: true,
    },
    shortcuts: [
      {
        name: "Explain ports",
        type: "message",
        callback_id: EXPLAIN_MESSAGE,
        description: "Says what the ports in this message are, to you alone.",
      },
      {
        name: "Explain a paste",
        type: "global",
        callback_id: EXPLAIN_PASTE,
        description: "Paste the output of ss, lsof or docker ps, and see what its ports are.",
      },
    ],
    slash_commands: [
      {
        command: COMMAND,
        url: `${ADDRESS}${EVENTS_PATH}`,
        description: "What is this port?",
        usage_hint: "867 · postgres · 6000-6063 · free 3 udp · help",
        should_escape: false,
      },
    ],
  },
  oauth_config: {
    redirect_urls: [`${ADDRESS}${REDIRECT_PATH}`],
    scopes: {
      bot: BOT_SCOPES,
      bot_optional: [...OPTIONAL_SCOPES],
    },
  },
  settings: {
    event_subscriptions: {
      request_url: `${ADDRESS}${EVENTS_PATH}`,
      bot_events: [
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "message.im",
        "team_access_revoked",
        "tokens_revoked",
      ],
    },
    interactivity: {
      is_enabled: true,
      request_url: `${ADDRESS}${EVENTS_PATH}`,
    },
    org_deploy_enabled: true,
    socket_mode_enabled: false,
    token_rotation_enabled: false,
  },
} satisfies Manifest;
