import type { FormKind } from "#core/present/form.ts";
import { formatFormKind } from "#core/present/form.ts";
import { awaitsText } from "#core/query/kinds.ts";
import type { ParsedQuery } from "#core/query/query.ts";
import { isPort } from "#core/registry/port.ts";
import type { RefusedAnswer } from "#core/team/access.ts";
import { refusalOf } from "#core/team/access.ts";
import type { Asker } from "#core/team/asker.ts";
import { refusalEntry } from "#core/team/audit.ts";
import type { TeamServices } from "#core/team/execute-team-query.ts";
import type { Team } from "#core/team/team.ts";

/** Refuses an unfinished claim before anybody fills in its form. */
export async function refuseForm(
  query: ParsedQuery,
  { asker, team }: { readonly asker: Asker | null; readonly team: Team },
  { audit }: Pick<TeamServices, "audit">,
): Promise<RefusedAnswer | null> {
  const form = formFor(query);
  if (form?.form !== "claim") return null;
  const refusal = await refusalOf("change-book", formatFormKind(form), { asker, team });
  if (refusal !== null) audit(refusalEntry("claim", refusal, asker));
  return refusal;
}

/** The form that asks for missing input: a text, or everything in a claim except its number. */
export function formFor(query: ParsedQuery): FormKind | null {
  if (awaitsText(query)) return { form: query.kind };
  if (query.kind !== "invalid" || query.reason !== "claim-not-understood") return null;
  const bare = /^\s*(?:\/port\s+)?claim\s*(\d{1,5})?\s*$/i.exec(query.input);
  if (bare === null) return null;
  const port = Number(bare[1] ?? Number.NaN);
  return { form: "claim", port: isPort(port) ? port : null };
}
