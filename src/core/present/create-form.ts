import { assertNever } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { ChoiceField, Form, FormField, FormKind, FormValues, TextField } from "#core/present/form.ts";
import { formatQuery } from "#core/query/format-query.ts";
import type { Settings } from "#core/team/settings.ts";
import { SETTING_NAMES, SETTING_VALUES } from "#core/team/settings.ts";

/** The value of a choice that leaves a setting to the team, or to the default. */
const UNSET = "default";
const DRY_RUN = "dry";

/** The form of a kind, with what is set now filled in. */
export function createForm(kind: FormKind, own: Settings, { forms: words }: Messages): Form {
  switch (kind.form) {
    case "claim": {
      const { title, submit, numbers, name, description, owner } = words.claim;
      const fields = [
        line("numbers", numbers, { value: kind.port === null ? "" : `${kind.port}`, maxLength: 20 }),
        line("name", name, { maxLength: 40 }),
        line("description", description, { required: false, maxLength: 200 }),
        line("owner", owner, { required: false, maxLength: 80 }),
      ];
      return { title, submit, fields };
    }
    case "feedback": {
      const { title, submit, comment } = words.feedback;
      return { title, submit, fields: [line("comment", comment(kind.port), { lines: true, maxLength: 500 })] };
    }
    case "settings": {
      const { title, submit, names, hints, value, unset } = words.settings;
      const choices = SETTING_NAMES.filter((name) => SETTING_VALUES[name].length > 1);
      const fields = choices.map((name): FormField => {
        const options = [UNSET, ...SETTING_VALUES[name]].map((each) => ({
          value: each,
          label: each === UNSET ? unset : value(each),
        }));
        return { type: "choice", id: name, label: names[name], hint: hints[name], value: own[name] ?? UNSET, options };
      });
      return { title, submit, fields };
    }
    case "import": {
      const { title, submit, text, mode, dryRun, forReal } = words.import;
      const how: ChoiceField = {
        type: "choice",
        id: "mode",
        ...mode,
        value: DRY_RUN,
        options: [
          { value: DRY_RUN, label: dryRun },
          { value: "real", label: forReal },
        ],
      };
      return { title, submit, fields: [line("text", text, { lines: true, maxLength: 3000 }), how] };
    }
    case "explain": {
      const { title, submit, text } = words.explain;
      return { title, submit, fields: [line("text", text, { lines: true, maxLength: 3000 })] };
    }
    default:
      return assertNever(kind);
  }
}

/** The text of the query that a filled-in form stands for; asking it is the same as typing it. */
export function submitForm(kind: FormKind, values: FormValues): string {
  const value = (id: string) => (values[id] ?? "").trim();
  switch (kind.form) {
    case "claim": {
      const owner = value("owner")
        .split(/\s+/)
        .map((each) => (each === "" ? "" : `@${each.replace(/^@/, "")}`));
      const quoted = (text: string) => `"${text.replace(/["“”„«»]/g, "'")}"`;
      // In quotes a name with a blank is one name, and wrong, and one like udp is no transport.
      const words = [value("name"), value("description")].filter((each) => each !== "").map(quoted);
      return ["claim", value("numbers"), ...words, ...owner].join(" ").trim();
    }
    case "feedback":
      return formatQuery({ kind: "feedback", port: kind.port, mood: kind.mood, comment: value("comment") });
    case "settings": {
      const changes = SETTING_NAMES.filter((name) => value(name) !== "").map((setting) => ({
        setting,
        value: value(setting) === UNSET ? null : value(setting),
      }));
      return changes.length === 0 ? "settings" : formatQuery({ kind: "set", scope: "person", changes });
    }
    case "import":
      return formatQuery({ kind: "import", dryRun: value("mode") !== "real", text: value("text") });
    case "explain":
      return `explain\n${value("text")}`;
    default:
      return assertNever(kind);
  }
}

function line(
  id: string,
  words: Pick<TextField, "label" | "hint">,
  rest: Partial<TextField> & Pick<TextField, "maxLength">,
): TextField {
  return { type: "text", id, ...words, lines: false, value: "", required: true, ...rest };
}
