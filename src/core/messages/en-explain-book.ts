import { counted, listeners, number, withAttention } from "#core/messages/english.ts";

const CLAIMS = { one: "claim", other: "claims" };

export interface Counts {
  readonly unclaimed: number;
  readonly absent: number;
  readonly moved: number;
  readonly otherProgram: number;
  readonly look: number;
}

/** Texts of how a listing differs from the port book, in English. */
export const listingBook = {
  title: ({ unclaimed, absent, moved, otherProgram, look }: Counts) => {
    const parts = [
      unclaimed === 0 ? null : `${number(unclaimed)} not claimed`,
      absent === 0 ? null : `${number(absent)} not listening`,
      moved === 0 ? null : `${number(moved)} moved`,
      otherProgram === 0 ? null : counted(otherProgram, { one: "other program", other: "other programs" }),
    ].filter((part) => part !== null);
    return withAttention(`Port book: ${parts.length === 0 ? "no differences" : parts.join(", ")}`, look);
  },
  added: "Not claimed",
  limit: "Not claimed, limit access",
  groups: {
    anywhere: "Not claimed, from anywhere",
    network: "Not claimed, this network only",
    host: "Not claimed, this host only",
    other: "Not claimed, other",
  },
  alsoNew: "Also not claimed",
  moved: "Moved",
  otherProgram: "Other program",
  absent: "Claimed, not listening",
  /** Claimed, and needs attention all the same. */
  still: "Claimed, needs attention",
  claimed: "As claimed",
  claim: (numbers: string, name: string) => `${numbers} ${name}`,
  details: (owner: string, description: string) =>
    [owner === "" ? "" : ` (@${owner})`, description === "" ? "" : ` · ${description}`].join(""),
  more: (count: number) => `and ${number(count)} more`,
  /** `6379 → 6380 cache`, `3000 prometheus, claimed for grafana`. */
  port: (from: string, to: string, name: string) => `${from} → ${to} ${name}`,
  program: (port: string, shown: string, name: string) => `${port} ${shown}, claimed for ${name}`,
  compared: (count: number, claims: number) => `Compared ${listeners(count)} with ${counted(claims, CLAIMS)}.`,
  notCompared: (count: number, isIncomplete: boolean) =>
    `${counted(count, CLAIMS)} not compared: the listing ${isIncomplete ? "doesn’t show all sockets" : "shows nothing of that transport"}.`,
  noHosts: "Claims name no host: some may listen elsewhere.",
  ask: "Paste the output of ss -tulpn or another listing below. I’ll say how it differs from your port book.",
  empty: "There are no claims to compare it with here.",
};
