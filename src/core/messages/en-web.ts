import type { MapState } from "#core/map/port-map.ts";
import { counted, number } from "#core/messages/english.ts";
import type { PortSpan } from "#core/registry/port.ts";

const NUMBERS = { one: "number", other: "numbers" };

const STATES: Readonly<Record<MapState, string>> = {
  assigned: "Assigned by IANA",
  used: "Used, not assigned",
  reserved: "Reserved",
  unassigned: "Unassigned",
  dynamic: "Dynamic",
};

/** Texts of the web page and its map, in English. */
export const web = {
  /** Of the page, and of the page with an answer. */
  title: "Portcall · what is this port?",
  titleOf: (card: string) => `${card} · Portcall`,
  lead: "Type what you would type after /port in Slack or Discord. The answer is drawn from what Portcall sends there; its buttons and menus work.",
  label: "Ask about a port",
  hint: "867, postgres, 6000-6063, free 3 udp",
  button: "Ask",
  skip: "Skip to the answer",
  examples: {
    label: "Try one",
    queries: [
      "867",
      "6379",
      "postgres",
      "80 vs 443",
      "free 3",
      "ports for kafka",
      "claim 8867 billing-api",
      "book",
      "help",
    ],
  },
  paste: {
    summary: "Explain what’s listening",
    label: "Paste what ss, netstat, lsof, docker ps or a firewall printed",
    hint: 'tcp LISTEN 0 511 0.0.0.0:6379 0.0.0.0:* users:(("redis-server",pid=812,fd=6))',
    button: "Explain",
    privacy: "Nothing you paste is stored.",
  },
  views: {
    label: "The answer",
    slack: "As Slack shows it",
    discord: "As Discord shows it",
    text: "As plain text",
    map: "On the map",
  },
  json: {
    /** @param format `Block Kit` */
    summary: (format: string) => `${format} JSON`,
    answer: "Answer",
    copy: "Copy",
    copied: "Copied",
  },
  /** What each platform writes over or under what nobody else sees. */
  onlyYou: { slack: "Only visible to you", discord: "Only you can see this" },
  system: "System",
  choose: "Choose",
  moreActions: "More actions",
  delete: "Delete",
  cancel: "Cancel",
  confirm: {
    title: "This changes what’s stored",
    text: (query: string) => `A link can’t do that by itself. Run ${query}?`,
    button: "Run it",
  },
  shared: "This is what everyone in the channel would see.",
  /** What the port book and its history call the person. */
  you: "you",
  download: "Download the map",
  footer: (updated: string) =>
    `IANA registry of ${updated}. Your port book and settings here are yours alone: they’re kept for this browser.`,
  expired: { title: "This button has expired", text: "Ask again." },
  foreign: { title: "That came from another page", text: "Ask here again." },
  tooLarge: { title: "That’s too long", text: "Paste up to 1 MB." },
  offline: "Portcall can’t be reached. Try again in a moment.",
  map: {
    title: (port: number) => `Port ${port} on the map of all ports`,
    /** For those who don't see the map. */
    description: (port: number, state: MapState, counts: Readonly<Record<MapState, number>>, claimed: number) =>
      [
        `${port} is ${STATES[state].toLowerCase()}.`,
        `Of all 65,536 numbers, ${number(counts.assigned)} are assigned by IANA, ${number(counts.used)} are used without an assignment, ${number(counts.reserved)} are reserved, ${number(counts.unassigned)} are unassigned and ${number(counts.dynamic)} are dynamic.`,
        ...(claimed === 0 ? [] : [`${counted(claimed, NUMBERS)} in the port book.`]),
      ].join(" "),
    neighbourhood: ({ first, last }: PortSpan) => `Around it: ${first}–${last}`,
    all: "All ports: 0–65535",
    claimed: "In your port book",
    source: (date: string) => `IANA registry, ${date}`,
    states: STATES,
  },
};
