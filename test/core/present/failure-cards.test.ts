import { expect, it } from "vitest";
import { renderPlainText } from "#core/card/plain-text.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { rateLimitedCard, unexpectedErrorCard } from "#core/present/failure-cards.ts";

it("names the reference that is in the log", () => {
  expect(renderPlainText(unexpectedErrorCard("1a2b3c4d", messagesFor("en")))).toContain("reference: 1a2b3c4d");
});

it("says when to try again", () => {
  expect(renderPlainText(rateLimitedCard(messagesFor("en")))).toContain("30 seconds");
});
