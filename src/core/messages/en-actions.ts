import { team } from "#core/messages/en-team.ts";
import { listed, span, systemNames } from "#core/messages/english.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";

const { settings } = team;

/** Labels of buttons and menus, in English. */
export const actions = {
  ask: (query: string) => `/port ${query}`,
  previous: (port: number) => ({ label: `◀ ${port}`, spoken: `Previous: port ${port}` }),
  next: (port: number) => ({ label: `${port} ▶`, spoken: `Next: port ${port}` }),
  port: (port: number) => `Port ${port}`,
  more: "More",
  system: "System of the command",
  systems: systemNames,
  share: "Share",
  dismiss: "Dismiss",
  claim: "Claim it",
  claimNumber: (port: number) => `Claim ${port}`,
  undo: "Undo",
  settings: "Change settings",
  wrong: "Say what is wrong",
  moods: team.feedback.moods,
  /** On a card that somebody shared in the channel. */
  sharedBy: (name: string) => `Shared by ${name}`,
};

/** Texts of the forms, in English. */
export const forms = {
  claim: {
    title: "Claim a port",
    submit: "Claim",
    numbers: { label: "Port or span", hint: "8867, 8900-8910 or 8867/udp" },
    name: { label: "Name", hint: "What runs there, without blanks: billing-api" },
    description: { label: "Description", hint: "In a few words: Billing API" },
    owner: { label: "Owner", hint: "A team or a person: @payments" },
  },
  feedback: {
    title: "What is wrong?",
    submit: "Send",
    comment: (port: number) => ({
      label: `About port ${port}`,
      hint: "What is wrong or missing, and where it says so",
    }),
  },
  settings: {
    title: "Settings",
    submit: "Save",
    names: settings.names,
    hints: {
      language: "The language of your answers",
      system: "Whose commands come first",
      answers: "Who sees the answers to your commands",
    },
    value: settings.value,
    unset: "As your team has it",
  },
  import: {
    title: "Import a port book",
    submit: "Import",
    text: { label: "Port book", hint: "CSV, JSON or lines of a services file" },
    mode: { label: "What to do", hint: "A dry run changes nothing" },
    dryRun: "Only say what would happen",
    forReal: "Import it",
  },
  explain: {
    title: "Explain ports",
    submit: "Explain",
    text: { label: "Output of ss, netstat, lsof, docker ps …", hint: "Paste it as it is; nothing of it is stored" },
  },
};

/** Texts of failure cards, in English. */
export const failures = {
  unexpected: {
    title: "Something went wrong on my side",
    text: (reference: string) =>
      `Please try again. Should it happen again, tell whoever runs me: reference ${reference}, which is in my log.`,
  },
  rateLimited: {
    title: "One moment, please",
    text: "That was a lot of questions at once. I answer again in half a minute; /port 22 80 443 asks for up to ten ports together.",
  },
};

/** Suggestions while a query is typed, in English. One line each, cut at the platform's limit. */
export const suggestions = {
  /** `867 · unassigned` */
  line: (asked: string, said: readonly string[]) => [asked, ...said].filter((part) => part !== "").join(" · "),
  numbers: (numbers: PortSpan, transport: Transport | null) =>
    transport === null ? span(numbers) : `${span(numbers)}/${transport}`,
  claimed: (names: readonly string[]) => `${listed(names)} in your port book`,
  oftenUsedBy: (software: readonly string[]) => `often ${software.join(", ")}`,
  withoutPort: "a service name without a port",
  service: "the service and all its numbers",
  didYouMean: "did you mean this?",
  search: (text: string) => `Search names and descriptions for “${text}”`,
  /** Queries besides numbers and names; each can be selected as it is. */
  examples: {
    "867": "a port by its number",
    ssh: "a service by its name",
    "860-873": "a span of numbers",
    "22 80 443": "several at a glance",
    free: "numbers that are safe to pick",
    "free 4 consecutive": "four in a row that are safe to pick",
    "search time protocol": "what fits these words best",
    book: "your team’s port book",
    settings: "your settings",
    random: "one surprising port",
    help: "what can be asked",
  },
};
