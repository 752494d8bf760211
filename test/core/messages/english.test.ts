import { expect, it } from "vitest";
import { day, shortDate } from "../../../src/core/messages/english.ts";

const DAYS = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 1 + month));

function britishFormat(month: "short" | "long") {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month, year: "numeric", timeZone: "UTC" });
}

it.each(DAYS)("writes a day as British English does, %d", (at) => {
  expect(day(at)).toBe(britishFormat("long").format(at));
  expect(shortDate(new Date(at).toISOString().slice(0, 10))).toBe(britishFormat("short").format(at));
});
