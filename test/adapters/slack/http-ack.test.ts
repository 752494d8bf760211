import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { expect, it, onTestFinished, vi } from "vitest";
import { createHttpAck } from "#adapters/slack/http-connection.ts";

function waiting() {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  let unanswered = 0;
  const ack = createHttpAck(response, () => {
    unanswered += 1;
  });
  return { response, ack, unanswered: () => unanswered };
}

it("acknowledges once", async () => {
  const { response, ack, unanswered } = waiting();
  await ack({ text: "867" });
  await expect(ack()).rejects.toThrow();
  vi.advanceTimersByTime(5000);
  expect([response.statusCode, response.writableEnded, unanswered()]).toEqual([200, true, 0]);
});

it("ends a request that timed out, and not one that was refused", async () => {
  const left = waiting();
  vi.advanceTimersByTime(3001);
  expect([left.response.statusCode, left.response.writableEnded, left.unanswered()]).toEqual([404, true, 1]);
  const refused = waiting();
  refused.response.writeHead(400).end();
  vi.advanceTimersByTime(3001);
  expect([refused.response.statusCode, refused.unanswered()]).toEqual([400, 0]);
});
