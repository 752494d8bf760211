import type { UnreadReason } from "#core/ask/attached-file.ts";

/** The words that only Discord needs, in English. */
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
  title: { refused: "That did not work", explain: "Explain ports", alone: "For you alone" },
  notYours: "Only who asked for this card, or somebody who may manage messages here, can delete it.",
  /** In place of what everybody would see who reads along. */
  alone: (command: string) =>
    `Everybody here sees how I answer a mention: use ${command}, and you alone see what it says.`,
  doneAlone: (command: string) =>
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
