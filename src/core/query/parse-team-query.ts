import { toAsciiDigits } from "#core/query/digits.ts";
import type { TeamQueryError } from "#core/query/parse-claim.ts";
import { parseClaim, parseRelease, spanOf, teamQueryError } from "#core/query/parse-claim.ts";
import { parseItem } from "#core/query/parse-item.ts";
import { parseUnwatch, parseWatch } from "#core/query/parse-watch.ts";
import type { BookFormat, SetQuery, TeamQuery } from "#core/query/query.ts";
import { BOOK_FORMATS, isMood } from "#core/query/query.ts";
import { onePort } from "#core/registry/port.ts";
import type { TeamSettingName } from "#core/team/settings.ts";
import { SETTING_NAMES, SETTING_VALUES } from "#core/team/settings.ts";

/** Parses team queries by their first word; null for any other text. Names, descriptions and pastes keep their case. */
export function parseTeamQuery(text: string): TeamQuery | TeamQueryError | null {
  const [, verb = "", rest = ""] = /^([a-z]+)(?![\w.-])\s*(.*)$/is.exec(text.trim()) ?? [];
  return Object.hasOwn(PARSERS, verb.toLowerCase()) ? (PARSERS[verb.toLowerCase()]?.(rest) ?? null) : null;
}

export function isTeamQueryError(read: TeamQuery | TeamQueryError): read is TeamQueryError {
  return "problem" in read;
}

const PARSERS: Readonly<Record<string, (rest: string) => TeamQuery | TeamQueryError | null>> = {
  claim: parseClaim,
  release: parseRelease,
  book: parseBook,
  undo: (rest) => (/^[\w.-]{0,60}$/.test(rest) ? { kind: "undo", change: rest === "" ? null : rest } : null),
  settings: (rest) => (rest === "" ? { kind: "settings" } : null),
  set: parseSet,
  feedback: parseFeedback,
  watch: parseWatch,
  unwatch: parseUnwatch,
  watches: (rest) => (rest === "" ? { kind: "watches" } : null),
  forget: (rest) => (/^me[.!]?$/i.test(rest) ? { kind: "forget" } : teamQueryError("forget-whom", { kind: "forget" })),
};

function parseBook(rest: string): TeamQuery | TeamQueryError {
  const [, part = "", after = ""] = /^([a-z]*)(?![\w.-])\s*(.*)$/is.exec(rest) ?? [];
  switch (part.toLowerCase()) {
    case "export": {
      const [, named = "csv", words = ""] = /^(\S+)\s*(.*)$/s.exec(after) ?? [];
      const format = BOOK_FORMATS.find((each) => each === FORMAT_NAMES[named.toLowerCase()]);
      const text = foldBlanks(words);
      return format === undefined
        ? teamQueryError("export-format", { kind: "export", format: "csv", text: "" })
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
        return teamQueryError("history-of-what", { kind: "changes", span: onePort(8867) });
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

/** Format names people use. */
const FORMAT_NAMES: Readonly<Record<string, BookFormat>> = {
  csv: "csv",
  json: "json",
  services: "services",
  "/etc/services": "services",
  "etc/services": "services",
  wireshark: "wireshark",
};

/** `system macos`, `workspace answers public language default`; null if there is no setting at all. */
function parseSet(rest: string): TeamQuery | TeamQueryError | null {
  const words = rest
    .toLowerCase()
    .split(/[\s=:,]+/)
    .filter((word) => word !== "" && word !== "my" && word !== "to");
  if (words.length === 0) return null;
  const scope = TEAM_WORDS.includes(words[0] ?? "") ? "team" : "person";
  const pairs = scope === "team" ? words.slice(1) : words;
  const changes: { setting: TeamSettingName; value: string | null }[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const change = readSetting(pairs[at] ?? "", pairs[at + 1] ?? "");
    if (change === null || changes.some(({ setting }) => setting === change.setting)) return settingError(pairs[at]);
    if (scope === "person" && isOfTeamsOnly(change.setting)) return settingError(pairs[at]);
    changes.push(change);
  }
  return changes.length === 0 ? settingError(undefined) : { kind: "set", scope, changes };
}

const TEAM_WORDS: readonly string[] = ["workspace", "server", "team"];

function readSetting(word: string, typed: string): SetQuery["changes"][number] | null {
  const setting = SETTING_WORDS[word];
  if (setting === undefined) return null;
  if (typed === "default" || typed === "none") return { setting, value: null };
  const value = VALUE_WORDS[typed] ?? typed;
  return SETTING_VALUES[setting].includes(value) ? { setting, value } : null;
}

function isOfTeamsOnly(setting: TeamSettingName): boolean {
  return !SETTING_NAMES.some((name) => name === setting);
}

const SETTING_WORDS: Readonly<Record<string, TeamSettingName>> = {
  language: "language",
  locale: "language",
  system: "system",
  os: "system",
  answers: "answers",
  answer: "answers",
  claims: "claims",
  claim: "claims",
};

const VALUE_WORDS: Readonly<Record<string, string>> = {
  english: "en",
  everybody: "everyone",
  member: "members",
  admin: "admins",
  mac: "macos",
  osx: "macos",
  containers: "container",
  docker: "container",
  k8s: "kubernetes",
};

function settingError(word: string | undefined): TeamQueryError {
  const setting = SETTING_WORDS[word ?? ""] ?? "system";
  const [first = null] = SETTING_VALUES[setting];
  const value = EXAMPLES[setting] ?? first;
  const scope = isOfTeamsOnly(setting) ? "team" : "person";
  return teamQueryError("no-such-setting", { kind: "set", scope, changes: [{ setting, value }] });
}

/** The values in examples, if not the first. */
const EXAMPLES: Readonly<Partial<Record<TeamSettingName, string>>> = { system: "macos", claims: "admins" };

const MAX_COMMENT = 500;

function parseFeedback(rest: string): TeamQuery | TeamQueryError {
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
    : teamQueryError("feedback-not-understood", { kind: "feedback", port: 867, mood: "sad", comment: "" });
}
