import { addClaims } from "#core/book/write-book.ts";
import type { Store } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import type { TeamServices } from "#core/team/execute-team-query.ts";
import { createTeamServices } from "../src/app/team-services.ts";

export const SILENT = { debug() {}, info() {}, warn() {}, error() {} };

export const LARGEST_BOOK = 65_535;
/** Claims of one commit. */
const BATCH = 5000;
export const CLAIM_TEXTS = { description: "the API of the billing service", owner: "@payments" };

export function servicesOn(store: Store): TeamServices {
  return createTeamServices({ store, bookLimit: LARGEST_BOOK, logger: SILENT, onFeedback: () => {} });
}

export function memberOf(team: string, user = "U1"): Asker {
  return { team, person: `${team}/${user}`, name: "ann", role: async () => "member" };
}

export interface BookSize {
  readonly team: string;
  readonly claims: number;
  readonly batch?: number;
}

/** Fills a book with a claim for each of the highest ports. */
export async function fillBook({ team, claims, batch = BATCH }: BookSize, services: TeamServices): Promise<void> {
  for (let filled = 0; filled < claims; filled += batch) {
    const wanted = Array.from({ length: Math.min(batch, claims - filled) }, (_, at) => {
      const port = LARGEST_BOOK - filled - at;
      return { ...CLAIM_TEXTS, name: `billing-api-${port}`, span: { first: port, last: port }, transport: null };
    });
    // Each by somebody else, because a person has a quota.
    const { done } = await addClaims(wanted, { ...services, asker: memberOf(team, `U${1000 + filled}`) });
    if (!done) throw new Error(`${team} could not claim ${claims} ports.`);
  }
}
