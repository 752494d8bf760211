import { expect, it } from "vitest";
import { renderPlainText } from "#core/card/plain-text.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { apology, slowDown } from "#core/present/apology.ts";

it("names the reference that is in the log", () => {
  expect(renderPlainText(apology("1a2b3c4d", messagesFor("en")))).toContain("reference 1a2b3c4d");
});

it("says when it answers again", () => {
  expect(renderPlainText(slowDown(messagesFor("en")))).toContain("half a minute");
});
