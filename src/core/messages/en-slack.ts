import type { UnreadReason } from "#core/ask/attached-file.ts";

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
  /** Why a file that a message is about was not read, and what to do instead. */
  unreadFile: {
    title: "I could not read that file",
    reasons: {
      "no-text": "I read text files only: paste the text itself, or attach it as a .txt file.",
      "too-large": "It is larger than 1 MB: attach only the lines that matter, or paste them.",
      refused:
        "Slack did not give it to me: paste its text into a message instead, or have an admin add the scope files:read and install me again.",
      late: "Slack did not give it to me in time: try again in a moment, or paste its text into a message.",
    } satisfies Record<UnreadReason, string>,
  },
  /** Below a card that was cut: Portcall attaches no files in Slack. */
  cut: {
    explained:
      "This was too long for Slack: … marks what is left out. What deserves a look comes first; for the rest, paste fewer lines at a time.",
    exported:
      "This was too long for Slack: … marks what is left out. Export the book in parts, by words that its claims have: /port book export csv payments.",
  },
  close: "Close",
  threads: "Slack has no slash commands in threads: mention me there instead.",
};
