import type { Answer } from "#core/answers/answer.ts";
import { traitsOf } from "#core/answers/kinds.ts";
import { assertNever } from "#core/card/card.ts";
import type { TeamQuery } from "#core/query/query.ts";
import { spanText } from "#core/registry/port.ts";
import type { Asker } from "#core/team/asker.ts";
import type { TeamAnswer } from "#core/team/team-answer.ts";

/** A change of a team's data, an export or a refusal, for the operator's log: ids and numbers, nothing that people wrote. */
export interface AuditEntry {
  readonly action: TeamQuery["kind"];
  readonly outcome: "done" | "refused";
  /** Why it was refused. */
  readonly reason?: string;
  /** Missing if the asker is unknown. */
  readonly team?: Asker["team"];
  readonly person?: Asker["person"];
  /** Which numbers. */
  readonly ports?: string;
  /** The id of the change in the book's history. */
  readonly change?: string;
}

/** The entry of a query that was answered; null if it neither changed something for a team nor was refused. */
export function auditEntry(query: TeamQuery, answer: TeamAnswer, asker: Asker | null): AuditEntry | null {
  const ports = "span" in query && query.span !== null ? { ports: spanText(query.span) } : {};
  if (isFailure(answer)) return { ...refusalEntry(query.kind, answer, asker), ...ports };
  if (!isAudited(query) || asker === null) return null;
  const { team, person } = asker;
  // Somebody who was forgotten isn't named again.
  const named = answer.kind === "forgotten" ? {} : { person };
  return { action: query.kind, outcome: "done", team, ...named, ...ports, ...changeOf(answer) };
}

/** The entry of something that was not done. */
export function refusalEntry(action: AuditEntry["action"], answer: TeamAnswer, asker: Asker | null): AuditEntry {
  const reason = "reason" in answer ? answer.reason : answer.kind;
  const named = asker === null ? {} : { team: asker.team, person: asker.person };
  return { action, outcome: "refused", reason, ...named };
}

function isFailure(answer: Answer): boolean {
  return traitsOf(answer).isFailure;
}

function isAudited(query: TeamQuery): boolean {
  switch (query.kind) {
    case "claim":
    case "release":
    case "undo":
    case "export":
    case "forget":
    case "watch":
    case "unwatch":
      return true;
    case "import":
      return !query.dryRun && query.text !== "";
    case "set":
      return query.scope === "team";
    case "book":
    case "changes":
    case "settings":
    case "feedback":
    case "watches":
      return false;
    default:
      return assertNever(query);
  }
}

function changeOf(answer: TeamAnswer): Pick<AuditEntry, "change"> {
  switch (answer.kind) {
    case "claimed":
    case "released":
      return { change: answer.change };
    case "undone":
      return { change: answer.change.id };
    default:
      return {};
  }
}
