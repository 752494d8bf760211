import type { UnreadReason } from "#core/chat-platform.ts";

/** Texts for Discord only, in English. */
export const discord = {
  /** Discord lists the commands itself: names of at most 32 characters, descriptions of at most 100. */
  commands: {
    port: {
      name: "port",
      description: "What is this port? What it’s for, whether to use it, and how to check what’s listening.",
    },
    query: {
      name: "query",
      description: "867, 867/udp, postgres, 6000-6063, 22 80 443, free 3 udp, explain … or help",
    },
    file: {
      name: "file",
      description: "With explain: output to explain. With book import: a port book to import",
    },
    share: { name: "share", description: "Show the answer to everyone here" },
    explain: { name: "Explain ports" },
  },
  delete: "Delete",
  title: { refused: "I couldn’t do that", explain: "Explain ports", personal: "Only for you" },
  notYours: "Only the person who asked for this card, or someone who can manage messages here, can delete it.",
  /** Replaces an answer that everybody would see. */
  personal: (command: string) =>
    `Everyone here can see my answer to a mention. Use ${command}, and only you will see it.`,
  personalDone: (command: string) =>
    `Done. Everyone here can see my answer to a mention. Use ${command}, and only you will see the result.`,
  unknown: "This button has expired. Ask again with /port.",
  unreadable:
    "Discord shows me only messages that mention me, so I can’t read that one. Right-click it (or press and hold it on a phone) and choose Apps → Explain ports.",
  nothingToExplain: "I found no text to read in that message.",
  /** Why a file that a message is about was not read, and what to do instead. */
  unreadFile: {
    "no-text": "I can read only text files. Paste the text, or attach it as a .txt file.",
    "too-large": "That file is larger than 1 MB. Attach only the lines that matter, or paste them.",
    refused: "Discord didn’t let me download that file. Paste its text into a message instead.",
    late: "Discord didn’t send that file in time. Try again, or paste its text into a message.",
  } satisfies Record<UnreadReason, string>,
  /** Why a message comes without its file. */
  fileLeftOut: {
    "not-allowed": "The file is missing: I don’t have the Attach Files permission here.",
    "too-large": "The file is missing: it’s larger than Discord allows here.",
  },
  /** Names the files of a message that were not read. */
  notRead: (names: readonly string[]) => `Not read: ${names.join(", ")}`,
};

/** Texts for Slack only, in English. */
export const slack = {
  notInstalled: {
    title: "I’m not installed in this workspace yet",
    text: "An admin can add me: ",
    link: "install Portcall",
  },
  storeUnavailable: {
    title: "I can’t answer right now",
    text: "The database can’t be used right now. Please try again in a moment.",
  },
  /** In a form whose result takes longer than Slack waits. */
  waiting: {
    title: "This is taking longer than usual",
    text: "The result will appear here. If it doesn’t, check what was saved before you submit the form again.",
  },
  home: {
    field: { label: "Ask me about a port", hint: "867, postgres, 6000-6063, free 3 udp" },
    recent: "Your recent questions",
    help: "Help",
    settings: "Settings",
    privacy: "Only you see your recent questions. They stay in memory until I restart.",
  },
  /** Why a file that a message is about was not read, and what to do instead. */
  unreadFile: {
    title: "I couldn’t read that file",
    reasons: {
      "no-text": "I can read only text files. Paste the text, or attach it as a .txt file.",
      "too-large": "It’s larger than 1 MB. Attach only the lines that matter, or paste them.",
      refused:
        "Slack didn’t let me download it. Paste its text into a message, or ask an admin to add the files:read scope and reinstall me.",
      late: "Slack didn’t send it in time. Try again, or paste its text into a message.",
    } satisfies Record<UnreadReason, string>,
  },
  close: "Close",
  threads: "Slash commands don’t work in Slack threads. Mention me there instead.",
  /** Beside the first field of the claim form. */
  wrongNumbers: "Enter a port number or a range: 8867, 8900-8910 or 8867/udp.",
  /** The pages that an admin sees in the browser while installing. */
  install: {
    title: "Add Portcall to Slack",
    lead: "Portcall explains port numbers where you already talk. Type /port 867, or mention @portcall in a channel, and a card says what the port is, whether to use or expose it, what is assigned nearby, and which command shows what listens on it. Your team can keep its own port book too.",
    add: "Add to Slack",
    permissions: "Permissions",
    scopes: {
      "app_mentions:read": "Sees messages that mention Portcall, and no others.",
      "chat:write": "Answers them.",
      commands: "Adds /port and the shortcuts.",
      "files:read": "Optional. Reads text files attached to a message that asks for an explanation.",
      "im:history": "Optional. Sees what people write to Portcall in direct messages.",
      "users:read":
        "Optional. Looks up your language, your name and whether you are a guest, a member or an admin; the port book needs it.",
    },
    noHistory: "Portcall never reads a channel’s history.",
    privacy: "Privacy",
    kept: "Questions, answers and pasted text are not stored. Portcall keeps your workspace’s tokens, port book, settings and feedback until you uninstall it, and names and languages for a day. Anybody can delete their own data with /port forget me.",
    next: "Next step",
    afterwards:
      "Type /port 867 in any channel. To ask in a channel by mention, invite Portcall there first: /invite @portcall.",
    installed: (name: string) => `Portcall is installed${name === "" ? "" : ` in ${name}`}`,
    open: "Open Slack",
    chooseWorkspaces: "Choose the workspaces that should have Portcall. Then type /port 867 in any of their channels.",
    manage: "Choose workspaces",
    remove: "Uninstalling",
    uninstall: "Remove the app in Slack’s settings, and everything Portcall keeps about your workspace is deleted.",
    notInstalled: "Portcall was not installed",
    reasons: {
      cancelled: "You cancelled on Slack’s page. Nothing was changed or stored.",
      expired: "This link has expired or was opened in another browser. Start again and finish within ten minutes.",
      failed: "Something went wrong on our side. Try again; if it keeps happening, the reason is in Portcall’s log.",
    },
    again: "Start again",
  },
};
