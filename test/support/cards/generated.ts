import fc from "fast-check";
import type { Card, CardNode, Phrase } from "#core/card/card.ts";

/** Text that is markup on some platform. */
const HOSTILE = [
  "<!channel>",
  "<@U123>",
  "<!subteam^S1>",
  "@everyone",
  "<@123456789012345678>",
  "<#123456789012345678>",
  "<:name:123456789012345678>",
  "<t:1700000000:R>",
  "</port:123456789012345678>",
  "*bold* _it_ ~no~ `code`",
  "**bold** __u__ ~~s~~ ||spoiler||",
  "```\nfence\n```",
  "# heading",
  "-# small",
  "> quote",
  ">>> quote",
  "- item",
  "1. item",
  "[text](https://evil.example)",
  "https://evil.example/?a=1&b=2",
  "<https://evil.example|text>",
  "discord.gg/abc",
  "&amp;&lt;b&gt;",
  "<b>bold</b>",
  "\u001b[31mred",
  "\u202Eright to left",
  "\\",
  "¯\\_(ツ)_/¯",
  ":smile:",
  "…",
];

const line = fc.oneof(
  fc.string({ maxLength: 40 }),
  fc.string({ unit: "grapheme", maxLength: 40 }),
  fc.constantFrom(...HOSTILE),
  fc.array(fc.constantFrom(...HOSTILE, " ", "a", "867"), { maxLength: 6 }).map((parts) => parts.join("")),
  // No shrinking of overlong texts: it would take minutes and show nothing more.
  fc.noShrink(fc.string({ unit: "grapheme", minLength: 100, maxLength: 3000 })),
);
const words = line.filter((each) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(each));
/** Escaped brackets are equivalent, and read back as brackets. */
const url = fc
  .webUrl({ withQueryParameters: true, withFragments: true })
  .filter((each) => each.startsWith("https:") && !/%2[289]/.test(each));
const phrase: fc.Arbitrary<Phrase> = fc.array(fc.oneof(line, fc.record({ text: words, url })), { maxLength: 4 });

const node: fc.Arbitrary<CardNode> = fc.oneof(
  fc.record({ type: fc.constant("text" as const), content: phrase }),
  fc.record({ type: fc.constant("heading" as const), text: words }),
  fc.record({
    type: fc.constant("fields" as const),
    fields: fc.array(fc.record({ label: words, value: phrase }), { maxLength: 5 }),
  }),
  fc.record({ type: fc.constant("list" as const), items: fc.array(phrase, { maxLength: 5 }) }),
  fc.record({
    type: fc.constant("code" as const),
    label: words,
    language: fc.constantFrom("shell" as const, "powershell" as const, "text" as const),
    code: fc.array(words, { minLength: 1, maxLength: 3 }).map((lines) => lines.join("\n")),
  }),
);

/** Any card at all: hostile, empty and overlong texts in every place. */
export const anyCard: fc.Arbitrary<Card> = fc.record({
  title: words,
  status: fc.constantFrom("assigned", "unassigned", "reserved", "dynamic", "information", "problem"),
  body: fc.oneof(fc.array(node, { maxLength: 6 }), fc.noShrink(fc.array(node, { minLength: 45, maxLength: 60 }))),
  footnote: line,
});
