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
    description: "What is this port? Ask in Slack and get a short answer with sources.",
    long_description:
      "Portcall tells you what a port is, where you already talk. Type /port 867 or mention it, and get a short card: what the port is for, whether to use it, and the command that shows what’s listening. It finds services by name, explains pasted ss, lsof or docker ps output, and keeps a port book for your team, so that everyone knows which service has which port. It reads only messages addressed to it, and links its sources.",
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
        description: "Explains the ports in this message. Only you see the answer.",
      },
      {
        name: "Explain a paste",
        type: "global",
        callback_id: EXPLAIN_PASTE,
        description: "Paste the output of ss, lsof or docker ps to see what’s listening.",
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
