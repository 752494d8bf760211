import { expect, it } from "vitest";
import { adapterKey } from "#core/team/keys.ts";

it.each([
  [["slack", "installation", "T1"], "1/slack/installation/T1"],
  [["seen", "slack", "Ev1"], "1/seen/slack/Ev1"],
  [["discord", "registered", "123", "456"], "1/discord/registered/123/456"],
])("the key of an adapter's %j stays %s, as in existing stores", (parts, key) => {
  expect(adapterKey(...parts)).toBe(key);
});
