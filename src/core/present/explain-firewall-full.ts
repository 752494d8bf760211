import type { ExplainAnswer } from "#core/answers/explain.ts";
import type { FirewallAnswer, Opening } from "#core/answers/explain-firewall.ts";
import type { CardNode, Phrase } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import { attentionOf, openingText } from "#core/present/explain-firewall.ts";

/** What needs attention, and every span of ports that the rules let in, with who may reach it. */
export function firewallSections(
  answer: ExplainAnswer,
  firewall: FirewallAnswer,
  messages: Messages,
): readonly CardNode[] {
  const { firewall: words, explain } = messages;
  const { groups } = words;
  // Those of listeners stand with them, below.
  const attention = answer.listeners.length > 0 ? [] : attentionOf(answer, firewall, messages);
  const of = (kind: Opening["verdict"]["kind"]) =>
    firewall.openings
      .filter(({ verdict }) => verdict.kind === kind)
      .toSorted((a, b) => a.ports.first - b.ports.first)
      .map((opening) => lineOf(opening, messages));
  return [
    ...section(
      explain.look,
      attention.map(({ reason }) => reason),
    ),
    ...section(groups.anywhere, of("anywhere")),
    ...section(groups.some, of("some")),
    ...section(groups.unknown, of("unknown")),
    ...section(groups.rest, [[words.rest(firewall.rest)]]),
  ];
}

function section(heading: string, items: readonly Phrase[]): readonly CardNode[] {
  return items.length === 0
    ? []
    : [
        { type: "heading", text: heading },
        { type: "list", items },
      ];
}

function lineOf(opening: Opening, messages: Messages): Phrase {
  const { firewall: words, explain } = messages;
  const { transports, verdict, exposure } = opening;
  const said = [openingText(opening, messages), transports.join(", "), words.verdict(verdict)].join(" · ");
  if (exposure === null) return [said];
  const at = { port: exposure.port, target: null, image: null, transport: transports[0] ?? null };
  return [`${said} — `, ...explain.flag(exposure.flag, at)];
}
