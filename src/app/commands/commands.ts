import { defineCommand, flag, valueOption } from "./command.ts";
import type { Commands } from "./find-command.ts";

const SOURCE = {
  from: valueOption("FILE", "a registry file you have, XML or CSV, instead of fetching one"),
  url: valueOption("URL", "another URL to fetch from"),
  data: valueOption("DIR", "a folder other than data/"),
};

/** The program's commands. */
export const COMMANDS: Commands = {
  ask: defineCommand({
    summary: "answers a question about ports in the terminal",
    arguments: ["QUESTION…"],
    options: {
      json: flag("print the answer as JSON"),
      as: valueOption("FORMAT", "print it for a target: terminal, text, json, or a platform's name"),
      stdin: flag("read one question per line, print one JSON object per line"),
      message: flag("read the question as a sentence, like a mention"),
    },
    examples: [
      ["867", "the card"],
      ["--json 867", "the answer as JSON"],
      ["--as slack 867", "what is posted in Slack, as JSON"],
      ["--stdin < queries", "one question in, one JSON object out, per line"],
      ["explain < file", "what's listening, from the output of ss, lsof, docker ps and others"],
      ['--message "what is on 867?"', "a sentence, like a mention"],
      ["book export csv > book.csv", "the port book as a file"],
      ["book import dry run < book.csv", "what importing a file would change"],
    ],
    load: async () => (await import("./ask.ts")).ask,
  }),
  start: defineCommand({
    summary: "runs the bot and its web page until it is stopped",
    arguments: [],
    options: {},
    examples: [["", "with the configuration in the environment: see Settings in README.md"]],
    load: async () => (await import("./start.ts")).start,
  }),
  "data update": defineCommand({
    summary: "imports IANA's registry and lists what changed",
    arguments: [],
    options: {
      ...SOURCE,
      date: valueOption("YYYY-MM-DD", "the date of a CSV, which has none (default: the newest in its rows)"),
      retrieved: valueOption("YYYY-MM-DD", "when the file was fetched (default: today)"),
      force: flag("accept a source that looks cut, incomplete or older, or replace a broken snapshot"),
    },
    examples: [
      ["", "from IANA"],
      ["--from FILE", "from a file in IANA's XML or CSV"],
    ],
    load: async () => (await import("./data.ts")).updateRegistryData,
  }),
  "data check": defineCommand({
    summary: "checks the registry against its source, and the table of software",
    arguments: [],
    options: { ...SOURCE, offline: flag("check the committed files only") },
    examples: [
      ["", "against the URL in data/SOURCE.md"],
      ["--offline", "without the network"],
    ],
    load: async () => (await import("./data.ts")).checkRegistryData,
  }),
  "store copy": defineCommand({
    summary: "copies everything from one store to another, to move or to restore a backup",
    arguments: ["FROM", "TO"],
    options: {},
    examples: [
      ["sqlite:./backup.sqlite sqlite:./var/portcall.sqlite", "restores a backup"],
      ["sqlite:./var/portcall.sqlite postgres://USER:PASSWORD@HOST:5432/DATABASE", "into PostgreSQL"],
    ],
    notes: "FROM and TO are written like PORTCALL_STORE. Stop Portcall before copying; TO must be empty.",
    load: async () => (await import("./store.ts")).copyStore,
  }),
  "store backup": defineCommand({
    summary: "copies everything in the store to a new file that only its owner can read",
    arguments: ["FILE"],
    options: {},
    examples: [["portcall-2026-08-17.sqlite", "a backup of the store that PORTCALL_STORE names"]],
    notes: "Portcall may be running: the backup shows the store at one instant.",
    load: async () => (await import("./store.ts")).backUpStore,
  }),
  "store encrypt": defineCommand({
    summary: "encrypts the Slack tokens in the store with the first key of PORTCALL_STORE_KEY",
    arguments: [],
    options: {},
    examples: [["", "after setting a key, or a new one in front of the old one"]],
    notes: "Portcall may be running. A key that is no longer first can be removed afterwards.",
    load: async () => (await import("./store.ts")).encryptTokens,
  }),
  feedback: defineCommand({
    summary: "prints people's feedback on cards, one line each",
    arguments: [],
    options: {},
    examples: [["", "time, port, mood and comment, separated by tabs"]],
    load: async () => (await import("./store.ts")).printFeedback,
  }),
  "team list": defineCommand({
    summary: "lists the workspaces and servers in the store",
    arguments: [],
    options: {},
    examples: [["", "id, claims, changes and the time of the last change, separated by tabs"]],
    load: async () => (await import("./team.ts")).listTeams,
  }),
  "team history": defineCommand({
    summary: "prints who changed a team's port book, oldest first",
    arguments: ["TEAM"],
    options: {},
    examples: [["slack.T0123456789", "time, id, person and change, separated by tabs"]],
    load: async () => (await import("./team.ts")).printHistory,
  }),
  "team remove": defineCommand({
    summary: "removes everything kept about a team",
    arguments: ["TEAM"],
    options: { yes: flag("remove it; without this, only say what would be removed") },
    examples: [
      ["discord.123456789012345678", "says what would be removed"],
      ["--yes slack.T0123456789", "removes it, and the installation in Slack with its tokens"],
    ],
    load: async () => (await import("./team.ts")).removeTeam,
  }),
  "person export": defineCommand({
    summary: "prints everything kept about a person as JSON",
    arguments: ["PERSON"],
    options: {},
    examples: [
      ["slack.T0123456789/U0123456789", "a person in a Slack workspace"],
      ["discord/123456789012345678", "a person on Discord"],
    ],
    load: async () => (await import("./person.ts")).exportPerson,
  }),
  "discord register": defineCommand({
    summary: "registers Portcall's commands with Discord if they have changed",
    arguments: [],
    options: {
      guild: valueOption("ID", "in one server only, to try them out there (default: everywhere)"),
      force: flag("even if nothing has changed"),
    },
    examples: [
      ["", "everywhere"],
      ["--guild ID", "in one server"],
    ],
    load: async () => (await import("./discord.ts")).registerCommands,
  }),
};
