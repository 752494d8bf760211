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
  title: "Portcall · what is this port?",
  label: "Port, name or range",
  button: "Ask",
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
