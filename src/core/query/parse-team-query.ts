import { toAsciiDigits } from "#core/query/digits.ts";
import type { NotUnderstood } from "#core/query/parse-claim.ts";
import { parseClaim, parseRelease, spanOf, wrong } from "#core/query/parse-claim.ts";
import { parseItem } from "#core/query/parse-item.ts";
import type { BookFormat, SetQuery, TeamQuery } from "#core/query/query.ts";
import { BOOK_FORMATS, isMood } from "#core/query/query.ts";
import { onePort } from "#core/registry/port.ts";
import type { SettingName } from "#core/team/settings.ts";
import { SETTING_VALUES } from "#core/team/settings.ts";

/**
 * Reads team queries, each of which begins with a verb of its own; null for any other text. Names, descriptions and
 * pastes keep their case.
 */
export function parseTeamQuery(text: string): TeamQuery | NotUnderstood | null {
  const [, verb = "", rest = ""] = /^([a-z]+)(?![\w.-])\s*(.*)$/is.exec(text.trim()) ?? [];
  return Object.hasOwn(PARSERS, verb.toLowerCase()) ? (PARSERS[verb.toLowerCase()]?.(rest) ?? null) : null;
}

export function isNotUnderstood(read: TeamQuery | NotUnderstood): read is NotUnderstood {
  return "problem" in read;
}

const PARSERS: Readonly<Record<string, (rest: string) => TeamQuery | NotUnderstood | null>> = {
  claim: parseClaim,
  release: parseRelease,
  book: parseBook,
  undo: (rest) => (/^[\w.-]{0,60}$/.test(rest) ? { kind: "undo", change: rest === "" ? null : rest } : null),
  settings: (rest) => (rest === "" ? { kind: "settings" } : null),
  set: parseSet,
  feedback: parseFeedback,
  forget: (rest) => (/^me[.!]?$/i.test(rest) ? { kind: "forget" } : wrong("forget-whom", { kind: "forget" })),
};

function parseBook(rest: string): TeamQuery | NotUnderstood {
  const [, part = "", after = ""] = /^([a-z]*)(?![\w.-])\s*(.*)$/is.exec(rest) ?? [];
  switch (part.toLowerCase()) {
    case "export": {
      const [, named = "csv", words = ""] = /^(\S+)\s*(.*)$/s.exec(after) ?? [];
      const format = BOOK_FORMATS.find((each) => each === FORMAT_NAMES[named.toLowerCase()]);
      const text = foldBlanks(words);
      return format === undefined
        ? wrong("export-format", { kind: "export", format: "csv", text: "" })
        : { kind: "export", format, text };
    }
    case "import": {
      const [dryRun = ""] = /^(?:--?)?dry[ -]?run\b:?\s*/i.exec(after) ?? [];
      return { kind: "import", dryRun: dryRun !== "", text: after.slice(dryRun.length) };
    }
    case "history": {
      if (after === "") return { kind: "changes", span: null };
      const item = parseItem(toAsciiDigits(after).toLowerCase());
      if (item === null || item.kind === "service")
        return wrong("history-of-what", { kind: "changes", span: onePort(8867) });
      return { kind: "changes", span: spanOf(item) };
    }
    default:
      return { kind: "book", text: foldBlanks(rest) };
  }
}

const MAX_SEARCH = 200;

function foldBlanks(text: string): string {
  return text.slice(0, MAX_SEARCH).replace(/\s+/g, " ").trim();
}

/** The formats by the names that people use. */
const FORMAT_NAMES: Readonly<Record<string, BookFormat>> = {
  csv: "csv",
  json: "json",
  services: "services",
  "/etc/services": "services",
  "etc/services": "services",
  wireshark: "wireshark",
};

/** `system macos`, `workspace answers public language default`; null where no setting is named at all. */
function parseSet(rest: string): TeamQuery | NotUnderstood | null {
  const words = rest
    .toLowerCase()
    .split(/[\s=:,]+/)
    .filter((word) => word !== "" && word !== "my" && word !== "to");
  if (words.length === 0) return null;
  const scope = TEAM_WORDS.includes(words[0] ?? "") ? "team" : "person";
  const pairs = scope === "team" ? words.slice(1) : words;
  const changes: { setting: SettingName; value: string | null }[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const change = readSetting(pairs[at] ?? "", pairs[at + 1] ?? "");
    if (change === null || changes.some(({ setting }) => setting === change.setting)) return wrongSetting(pairs[at]);
    changes.push(change);
  }
  return changes.length === 0 ? wrongSetting(undefined) : { kind: "set", scope, changes };
}

const TEAM_WORDS: readonly string[] = ["workspace", "server", "team"];

function readSetting(word: string, typed: string): SetQuery["changes"][number] | null {
  const setting = SETTING_WORDS[word];
  if (setting === undefined) return null;
  if (typed === "default" || typed === "none") return { setting, value: null };
  const value = VALUE_WORDS[typed] ?? typed;
  return SETTING_VALUES[setting].includes(value) ? { setting, value } : null;
}

const SETTING_WORDS: Readonly<Record<string, SettingName>> = {
  language: "language",
  locale: "language",
  system: "system",
  os: "system",
  answers: "answers",
  answer: "answers",
};

const VALUE_WORDS: Readonly<Record<string, string>> = {
  english: "en",
  mac: "macos",
  osx: "macos",
  containers: "container",
  docker: "container",
  k8s: "kubernetes",
};

function wrongSetting(word: string | undefined): NotUnderstood {
  const setting = SETTING_WORDS[word ?? ""] ?? "system";
  const [first = null] = SETTING_VALUES[setting];
  const value = setting === "system" ? "macos" : first;
  return wrong("no-such-setting", { kind: "set", scope: "person", changes: [{ setting, value }] });
}

const MAX_COMMENT = 500;

function parseFeedback(rest: string): TeamQuery | NotUnderstood {
  const [, digits = "", mood = "", comment = ""] =
    /^(\d{1,5})\s+([a-z]+)(?![\w-])\s*(.*)$/is.exec(toAsciiDigits(rest)) ?? [];
  const item = parseItem(digits);
  const named = mood.toLowerCase();
  return item?.kind === "port" && isMood(named)
    ? {
        kind: "feedback",
        port: item.port,
        mood: named,
        comment: comment.replace(/\s+/g, " ").slice(0, MAX_COMMENT).trim(),
      }
    : wrong("feedback-not-understood", { kind: "feedback", port: 867, mood: "sad", comment: "" });
}
