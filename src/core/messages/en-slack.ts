/** The words that only Slack needs, in English. */
export const slack = {
  notInstalled: {
    title: "I am not installed in this workspace yet",
    text: "An admin can add me in a minute: ",
    link: "install Portcall",
  },
  away: {
    title: "One moment, please",
    text: "What I keep about your workspace cannot be reached just now. Please try again in a moment.",
  },
  home: {
    field: { label: "Ask me about a port", hint: "867, postgres, 6000-6063, free 3 udp" },
    recent: "What you asked last",
    help: "Help",
    settings: "Settings",
    privacy: "Your last questions are kept in my memory until I restart, for you alone.",
  },
  close: "Close",
  threads: "Slack has no slash commands in threads: mention me there instead.",
};
