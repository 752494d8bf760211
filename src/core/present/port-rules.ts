import type { PortRule, PortRulesAnswer } from "#core/answers/port-rules.ts";
import type { Card } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import { portSetFootnote } from "#core/present/port-set.ts";

/** One block to copy: optional ports are in it as comments. */
export function presentPortRules(answer: PortRulesAnswer, messages: Messages): Card {
  const { portSets: words } = messages;
  const { format, title, head, rules } = answer;
  // Parts may share a number: AWS refuses a rule that is there already.
  const written = new Set<string>();
  const parts = Map.groupBy(rules, ({ item }) => item.group);
  const lines = [...parts].flatMap(([group, own]) => [
    ...(group === null ? [] : [comment(own[0]?.lines[0] ?? "", words.part(group))]),
    ...own.flatMap((rule) => ruleLines(rule, written, messages)),
  ]);
  return {
    title: words.rulesTitle(title, words.formats[format]),
    status: "information",
    body: [
      {
        type: "code",
        label: words.change(format),
        language: format === "networkpolicy" ? "text" : "shell",
        code: [...head, ...lines].join("\n"),
      },
    ],
    footnote: portSetFootnote(
      rules.map(({ item }) => item),
      messages,
    ),
  };
}

/** @param written the rules so far, which are not repeated */
function ruleLines({ item, lines }: PortRule, written: Set<string>, { portSets: words }: Messages): readonly string[] {
  const left = lines.filter((line) => !written.has(line));
  const [first] = left;
  if (first === undefined) return [comment(lines[0] ?? "", words.ruleAbove(item.what))];
  if (item.needed) for (const line of left) written.add(line);
  return [
    comment(first, words.rule(item.what, item.needed)),
    ...left.map((line) => (item.needed ? line : comment(line, line.trimStart()))),
  ];
}

/** A comment that is indented as a line is: all of the formats begin one with `#`. */
function comment(line: string, text: string): string {
  return `${/^ */.exec(line)?.[0] ?? ""}# ${text}`;
}
