import type { ExplainAnswer } from "#core/answers/explain.ts";
import type { SocketDifference } from "#core/answers/explain-differences.ts";
import { shorten } from "#core/card/fit.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { WantedField } from "#core/present/explain-fields.ts";

const MAX_PROCESS = 16;
const MAX_HOST = 12;
const MAX_LISTING = 24;
const MAX_ADDRESS = 24;

/** Where listings of one host at one time contradict one another, in a field; none where they don't. */
export function differenceFields({ differences }: ExplainAnswer, { explain: words }: Messages): readonly WantedField[] {
  if (differences.length === 0) return [];
  const hasHosts = new Set(differences.map(({ host }) => host)).size > 1;
  const seen = new Set<number>();
  const twice = new Set(differences.flatMap(({ port }) => (seen.size === seen.add(port).size ? [port] : [])));
  const socket = (each: SocketDifference) => {
    const { host, port, address, process } = each;
    const said = words.short(
      [`${port}`],
      0,
      process === null ? null : shorten(process, MAX_PROCESS),
      hasHosts && host !== null ? shorten(host, MAX_HOST) : null,
    );
    return address !== null && twice.has(port) ? words.at(said, shorten(address, MAX_ADDRESS)) : said;
  };
  const items = differences.map((each) => {
    const { kind, otherProcess, shownBy } = each;
    return kind === "program"
      ? words.programs(socket(each), shorten(otherProcess ?? words.noProcess, MAX_PROCESS))
      : words.onlyIn(socket(each), shorten(shownBy.command ?? words.listing(shownBy.listing), MAX_LISTING));
  });
  return [{ label: words.differ, items }];
}
