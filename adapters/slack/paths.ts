/** The path Slack is told to send requests to: Bolt's default. */
export const EVENTS_PATH = "/slack/events";
/** Where an admin begins to install Portcall, and where Slack sends them back to. */
export const INSTALL_PATH = "/slack/install";
export const REDIRECT_PATH = "/slack/oauth_redirect";
