import type { UnreadReason } from "#core/chat-platform.ts";

/** Texts for Discord only, in English. */
export const discord = {
  /** Discord lists the commands itself: names of at most 32 characters, descriptions of at most 100. */
  commands: {
    port: {
      name: "port",
      description: "What is this port? Range, assignment, what is nearby and how to see what listens on it.",
    },
    query: {
      name: "query",
      description: "867, 867/udp, postgres, 6000-6063, 22 80 443, free 3 udp …; nothing for help.",
    },
    share: { name: "share", description: "Whether everybody here is to see the answer." },
    explain: { name: "Explain ports" },
  },
  delete: "Delete",
  title: { refused: "That did not work", explain: "Explain ports", personal: "For you alone" },
  notYours: "Only who asked for this card, or somebody who may manage messages here, can delete it.",
  /** Replaces an answer that everybody would see. */
  personal: (command: string) =>
    `Everybody here sees how I answer a mention: use ${command}, and you alone see what it says.`,
  personalDone: (command: string) =>
    `That is done. Everybody here sees how I answer a mention: use ${command}, and you alone see what it says.`,
  unknown: "I no longer know what this button was for. Ask again with /port, and you get one that works.",
  unreadable:
    "Discord does not show me that message: without a further permission I see only messages that mention me. Right-click it (or hold it on a phone) and choose Apps → Explain ports; then Discord hands it to me.",
  nothingToExplain: "There is no text in that message.",
  /** Why a file that a message is about was not read, and what to do instead. */
  unreadFile: {
    "no-text": "I read text files only: paste the text itself, or attach it as a .txt file.",
    "too-large": "That file is larger than 1 MB: attach only the lines that matter, or paste them.",
    refused: "Discord did not give me that file: paste its text into a message instead.",
    late: "Discord did not give me that file in time: try again in a moment, or paste its text into a message.",
  } satisfies Record<UnreadReason, string>,
};

/** Texts for Slack only, in English. */
export const slack = {
  notInstalled: {
    title: "I am not installed in this workspace yet",
    text: "An admin can add me in a minute: ",
    link: "install Portcall",
  },
  storeUnavailable: {
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
  close: "Close",
  threads: "Slack has no slash commands in threads: mention me there instead.",
};
