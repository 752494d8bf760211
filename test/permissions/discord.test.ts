import type { APIModalSubmission } from "discord-api-types/v10";
import { ComponentType, PermissionFlagsBits } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import type { Claimers } from "#core/team/settings.ts";
import { connectedDiscord } from "../support/discord-platform/connected.ts";
import { snowflake } from "../support/discord-platform/snowflake.ts";
import { world } from "../support/discord-platform/world.ts";
import type { ChangeName } from "./changes.ts";
import { recordedAsk } from "./changes.ts";

const PERMISSIONS = {
  admin: `${PermissionFlagsBits.ManageGuild | PermissionFlagsBits.SendMessages}`,
  member: `${PermissionFlagsBits.SendMessages}`,
};

type Person = keyof typeof PERMISSIONS;
type Place = "a command" | "a button" | "a form" | "a mention" | "a direct message" | "a command in a direct message";

const YES = "yes yes yes yes yes yes";

const TABLE: readonly (readonly [Place, Claimers, Person, string])[] = [
  // where           who may claim  who    claim release undo import set export
  ["a command", "members", "admin", YES],
  ["a command", "members", "member", "yes yes yes yes no yes"],
  ["a command", "everyone", "member", "yes yes yes yes no yes"],
  ["a command", "admins", "admin", YES],
  ["a command", "admins", "member", "no no no no no yes"],
  ["a button", "members", "admin", YES],
  ["a button", "members", "member", "yes yes yes yes no yes"],
  ["a button", "admins", "admin", YES],
  ["a button", "admins", "member", "no no no no no yes"],
  ["a form", "members", "member", "yes yes yes yes no yes"],
  ["a form", "admins", "admin", YES],
  ["a form", "admins", "member", "no no no no no yes"],
  // A mention carries no permissions, so an admin has those of a member.
  ["a mention", "members", "admin", "yes yes yes yes no yes"],
  ["a mention", "everyone", "admin", "yes yes yes yes no yes"],
  ["a mention", "admins", "admin", "no no no no no yes"],
  // A person's own book.
  ["a direct message", "members", "member", YES],
  ["a direct message", "admins", "member", YES],
  ["a command in a direct message", "admins", "member", YES],
];

const FORMS: Readonly<Partial<Record<ChangeName, readonly [id: string, values: Readonly<Record<string, string>>]>>> = {
  claim: ["form:claim", { numbers: "8867", name: "api", description: "", owner: "" }],
  import: ["form:import", { text: "8900 other", mode: "real" }],
};

function filledIn(values: Readonly<Record<string, string>>): APIModalSubmission["components"] {
  return Object.entries(values).map(([custom_id, value], at) => ({
    type: ComponentType.Label,
    id: at * 2 + 1,
    component:
      custom_id === "mode"
        ? { type: ComponentType.StringSelect, id: at * 2 + 2, custom_id, values: [value] }
        : { type: ComponentType.TextInput, id: at * 2 + 2, custom_id, value },
  }));
}

describe("on Discord", () => {
  it("each role may do what the table says", async () => {
    const { ask, store, rowOf } = recordedAsk();
    const { platform, port, press, answerTo } = await connectedDiscord({ ask, store });
    const act = (place: Place, who: Person, userId: string) => async (text: string, name: ChangeName) => {
      const permissions = PERMISSIONS[who];
      const form = FORMS[name];
      switch (place) {
        case "a command":
          return port(text, { permissions, userId });
        case "a command in a direct message":
          return port(text, { guildId: null, userId });
        case "a mention":
          return platform.dispatch("MESSAGE_CREATE", platform.mentionMessage({ content: text, userId }));
        case "a direct message":
          return platform.dispatch("MESSAGE_CREATE", platform.plainMessage({ content: text, guildId: null, userId }));
        case "a button":
          return press(platform.botMessage(), `ask:${text}`, { permissions, userId });
        case "a form": {
          // What has no form is done by the button of a form's result.
          if (form === undefined) return press(platform.botMessage(), `ask:${text}`, { permissions, userId });
          const [custom_id, values] = form;
          return answerTo(
            platform.modalSubmit({ data: { custom_id, components: filledIn(values) }, permissions, userId }),
          );
        }
      }
    };
    const rows: [Place, Claimers, Person, string][] = [];
    for (const [at, [place, claims, who]] of TABLE.entries()) {
      // Each row has a person of its own, because of the rate limit.
      const userId = snowflake(1000 + at);
      const team = place.endsWith("direct message") ? userId : world.guildId;
      const seed = { team: `discord.${team}`, person: `discord/${userId}`, claims };
      rows.push([place, claims, who, await rowOf(seed, act(place, who, userId))]);
    }
    expect(rows).toEqual(TABLE);
  });
});
