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
  rules: { label: "Rules", spoken: "Firewall rules to copy" },
  system: "System",
  systems: systemNames,
  share: "Share",
  dismiss: "Dismiss",
  claim: "Claim it",
  claimNumber: (port: number) => `Claim ${port}`,
  undo: "Undo",
  unwatch: "Stop watching",
  settings: "Change settings",
  wrong: "Tell me what’s wrong",
  moods: team.feedback.moods,
  /** On a card that somebody shared in the channel. */
  sharedBy: (name: string) => `Shared by ${name}`,
};

/** Texts of the forms, in English. */
export const forms = {
  claim: {
    title: "Claim a port",
    submit: "Claim",
    numbers: { label: "Port or range", hint: "8867, 8900-8910 or 8867/udp" },
    name: { label: "Name", hint: "What runs there, without spaces: billing-api" },
    description: { label: "Description", hint: "In a few words: Billing API" },
    owner: { label: "Owner", hint: "A team or a person: @payments" },
  },
  feedback: {
    title: "What’s wrong?",
    submit: "Send",
    comment: (port: number) => ({
      label: `About port ${port}`,
      hint: "What’s wrong or missing? A source helps.",
    }),
  },
  settings: {
    title: "Settings",
    submit: "Save",
    names: settings.names,
    hints: {
      language: "The language of your answers",
      system: "The system whose command you see",
      answers: "Who sees the answers to your commands",
    },
    value: settings.value,
    unset: "Same as your team",
  },
  import: {
    title: "Import a port book",
    submit: "Import",
    text: { label: "Port book", hint: "CSV, JSON or a services file" },
    file: { label: "Or a file", hint: "A text file instead of the text above" },
    mode: { label: "Mode", hint: "A dry run changes nothing" },
    dryRun: "Dry run: only show what would change",
    forReal: "Import",
  },
  explain: {
    title: "Explain ports",
    submit: "Explain",
    text: {
      label: "Output of ss, netstat, lsof, docker ps …",
      hint: "Paste it as it is. Nothing you paste is stored.",
    },
    file: { label: "Or a file", hint: "A text file instead of the text above" },
  },
};

/** Texts of failure cards, in English. */
export const failures = {
  unexpected: {
    title: "Something went wrong on my side",
    text: (reference: string) =>
      `Please try again. If it keeps happening, give your Portcall admin this reference: ${reference}`,
  },
  rateLimited: {
    title: "Too many questions at once",
    text: "Try again in 30 seconds. You can ask for up to ten ports together: /port 22 80 443.",
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
  withoutPort: "a service with no port assigned",
  service: "the service and its ports",
  didYouMean: "did you mean this?",
  search: (text: string) => `Search names and descriptions for “${text}”`,
  /** Queries besides numbers and names; each can be selected as it is. */
  examples: {
    "867": "a port by number",
    ssh: "a service by name",
    "860-873": "a range of ports",
    "22 80 443": "several at a glance",
    "ports for kubernetes": "all ports a system needs",
    free: "ports to pick for something new",
    "free 4 consecutive": "four in a row to pick",
    "search time protocol": "the best matches for these words",
    book: "your team’s port book",
    news: "what the registry’s last update changed",
    watches: "what this channel watches in the registry",
    settings: "your settings",
    random: "one surprising port",
    help: "what you can ask",
  },
};
