import type { ButtonAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import type { Claimers } from "#core/team/settings.ts";
import { overHttp } from "../adapters/slack/connect.ts";
import { slackPlatform } from "../support/slack-platform/bolt-clients.ts";
import { workspace } from "../support/slack-platform/workspace.ts";
import type { ChangeName } from "./changes.ts";
import { recordedAsk } from "./changes.ts";

const FOREIGN = "TFOREIGN";
const { teamId } = workspace;

/** What Slack says of a person, and the workspace in their events. */
const PEOPLE = {
  admin: { home: teamId, info: { team_id: teamId, is_admin: true } },
  member: { home: teamId, info: { team_id: teamId } },
  guest: { home: teamId, info: { team_id: teamId, is_restricted: true } },
  "one-channel guest": { home: teamId, info: { team_id: teamId, is_restricted: true, is_ultra_restricted: true } },
  stranger: { home: FOREIGN, info: { team_id: FOREIGN, is_admin: true } },
  "stranger by users.info": { home: teamId, info: { team_id: FOREIGN, is_admin: true } },
  unknown: { home: teamId, info: null },
} as const;

type Person = keyof typeof PEOPLE;

const TABLE: readonly (readonly [Claimers, Person, string])[] = [
  // who may claim  who            claim release undo import set export
  ["members", "admin", "yes yes yes yes yes yes"],
  ["members", "member", "yes yes yes yes no yes"],
  ["members", "guest", "no no no no no no"],
  ["members", "one-channel guest", "no no no no no no"],
  ["members", "stranger", "no no no no no no"],
  ["members", "stranger by users.info", "no no no no no no"],
  ["members", "unknown", "no no no no no no"],
  ["everyone", "member", "yes yes yes yes no yes"],
  ["everyone", "guest", "yes yes yes yes no yes"],
  ["everyone", "one-channel guest", "yes yes yes yes no yes"],
  ["everyone", "stranger", "no no no no no no"],
  ["everyone", "stranger by users.info", "no no no no no no"],
  ["everyone", "unknown", "no no no no no no"],
  ["admins", "admin", "yes yes yes yes yes yes"],
  ["admins", "member", "no no no no no yes"],
  ["admins", "guest", "no no no no no no"],
  ["admins", "stranger", "no no no no no no"],
  ["admins", "unknown", "no no no no no no"],
];

const LABEL = { type: "plain_text", text: "Label" } as const;
const typed = (value: string) => ({ value: { type: "plain_text_input", value } });

/** The forms that change something. */
const FORMS: Readonly<Partial<Record<ChangeName, readonly [metadata: string, values: object]>>> = {
  claim: ["claim", { numbers: typed("8867"), name: typed("api"), description: typed(""), owner: typed("") }],
  import: [
    "import",
    {
      text: typed("8900 other"),
      mode: { value: { type: "static_select", selected_option: { text: LABEL, value: "real" } } },
    },
  ],
};

type Place = "a command" | "a mention" | "a mention in a shared channel" | "a direct message" | "a button" | "a form";
const PLACES: readonly Place[] = [
  "a command",
  "a mention",
  "a mention in a shared channel",
  "a direct message",
  "a button",
  "a form",
];

async function slack() {
  const platform = await slackPlatform();
  const { ask, store, rowOf } = recordedAsk();
  const { send } = await overHttp(platform, { ask, store });
  let count = 0;

  return async (place: Place, claims: Claimers, who: Person) => {
    const { home, info } = PEOPLE[who];
    // Roles are cached by user.
    const user = `UPERSON${++count}`;
    platform.respond("users.info", {
      body: info === null ? { ok: false, error: "internal_error" } : { ok: true, user: { id: user, ...info } },
    });
    const of = { user, team: home, user_team: home };
    const clicker = { user: { id: user, username: "who", name: "who", team_id: home } };
    const act = (text: string, name: ChangeName): Promise<unknown> => {
      switch (place) {
        case "a command":
          return send(platform.slashCommand({ text, user_id: user, team_id: home }));
        case "a mention":
          return send(platform.appMention({ text, ...of }));
        case "a mention in a shared channel":
          return send(platform.appMention({ text, ...of }, { is_ext_shared_channel: true }));
        case "a direct message":
          return send(platform.messageIm({ text, ...of }));
        case "a button": {
          const button = { type: "button", action_id: "ask:0", value: text, text: LABEL } as const;
          return send(platform.blockAction<ButtonAction>(button, clicker));
        }
        case "a form": {
          const [private_metadata, values] = FORMS[name] ?? [];
          // What has no form is done by the button of a form's result.
          if (private_metadata === undefined) {
            const button = { type: "button", action_id: "ask:0", value: text, text: LABEL } as const;
            return send(platform.blockAction<ButtonAction>(button, clicker));
          }
          const view = { callback_id: "form", private_metadata, values: Object(values) };
          return send(platform.viewSubmission(view, clicker));
        }
      }
    };
    return rowOf({ team: `slack.${teamId}`, person: `slack.${teamId}/${user}`, claims }, act);
  };
}

describe.each(PLACES)("in Slack, by %s", (place) => {
  it("each role may do what the table says", async () => {
    const row = await slack();
    const rows: [Claimers, Person, string][] = [];
    for (const [claims, who] of TABLE) rows.push([claims, who, await row(place, claims, who)]);
    expect(rows).toEqual(TABLE);
  });
});
