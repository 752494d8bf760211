import { once } from "node:events";
import { request as httpRequest } from "node:http";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import type { Card } from "#core/card/card.ts";
import type { Ask } from "#core/chat-platform.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import { healthOf } from "../../src/app/health.ts";
import { healthRoutes } from "../../src/app/health-routes.ts";
import type { Mounts } from "../../src/app/server.ts";
import { createHttpServer } from "../../src/app/server.ts";
import { webRoutes } from "../../src/app/web.ts";
import { ask } from "../support/cards/corpus.ts";
import { listenOnLoopback } from "../support/loopback/listen.ts";
import { recordingLogger } from "../support/recording-logger.ts";
import { knowledge } from "../support/registry/committed.ts";
import { teamServicesIn } from "../support/team-services.ts";

const HEALTH = healthOf({
  required: [],
  store: { canRead: true, canWrite: true, outage: null },
  platforms: new Map(),
  registry: { updated: "2026-08-17", records: 1, isOutdated: false },
  now: Date.parse("2026-08-20"),
});

/** The server on a free port, and what it logs. */
async function startServer(asked: Ask, mounts: Mounts = new Map()) {
  const logger = recordingLogger();
  const { store, reader } = teamServicesIn();
  const telemetry = { ...NO_TELEMETRY, logger };
  const web = webRoutes({
    ask: asked,
    knowledge: () => knowledge,
    store,
    reader,
    hasPage: true,
    proxies: 0,
    telemetry,
  });
  const server = createHttpServer({ mounts: new Map([...web, ...healthRoutes(() => HEALTH), ...mounts]), logger });
  return { logger, address: `http://${await listenOnLoopback(server)}` };
}

const unrenderable: Ask = async (question) => ({
  ...(await ask(question)),
  get card(): Card {
    throw new Error("This card cannot be rendered.");
  },
});

/** The status and body of a request whose target is sent as it is. */
async function get(address: string, path: string) {
  const { hostname, port } = new URL(address);
  const request = httpRequest({ hostname, port, path }).end();
  const [response] = await once(request, "response");
  return { status: response.statusCode, body: await text(response) };
}

describe("the HTTP server", () => {
  it("reads a question with question marks whole", async () => {
    const asked: string[] = [];
    const recording: Ask = (question) => {
      if ("text" in question) asked.push(question.text);
      return ask(question);
    };
    const { address } = await startServer(recording);
    await get(address, "/?q=what+is+867?+or+22?");
    await get(address, "/?q=a%3Fb&x=1?2");
    expect(asked).toEqual(["what is 867? or 22?", "a?b"]);
  });

  it("takes targets in absolute form, as proxies send them", async () => {
    const { address } = await startServer(ask);
    expect((await get(address, "http://portcall.test/readyz")).status).toBe(200);
    expect((await get(address, "http://portcall.test?q=867")).body).toContain("867");
    expect((await get(address, "http://portcall.test/nothing")).status).toBe(404);
    expect((await get(address, "*")).status).toBe(404);
  });

  it("answers 500, logs the error if an answer cannot be rendered, and keeps serving", async () => {
    const { address, logger } = await startServer(unrenderable);
    const answer = await fetch(`${address}/api/v1/answer?q=70000`);
    expect([answer.status, await answer.json()]).toEqual([500, { error: "internal server error" }]);
    expect(logger.lines).toEqual([{ level: "error", message: "HTTP request failed." }]);
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });

  it("gives a folder's handler all paths in it, and no deeper ones", async () => {
    const name = (request: { url?: string | undefined }, response: { end(text: string): unknown }) =>
      response.end(`${request.url}`);
    const { address } = await startServer(ask, new Map([["/map/", name]]));
    expect(await get(address, "/map/867.svg")).toEqual({ status: 200, body: "/map/867.svg" });
    expect((await get(address, "/map/a/b")).status).toBe(404);
  });

  it("answers 500 when a mounted listener throws", async () => {
    const broken = () => {
      throw new Error("This listener is broken.");
    };
    const { address, logger } = await startServer(ask, new Map([["/slack/events", broken]]));
    expect((await fetch(`${address}/slack/events`, { method: "POST" })).status).toBe(500);
    expect(logger.lines).toEqual([{ level: "error", message: "HTTP request failed." }]);
    expect(logger.fields).toMatchObject([{ method: "POST", path: "/slack/events" }]);
  });

  it("closes the connection if a listener throws after starting to respond", async () => {
    const halfway = (_request: unknown, response: { write(text: string): unknown }) => {
      response.write("half");
      throw new Error("This listener stops halfway.");
    };
    const { address } = await startServer(ask, new Map([["/half", halfway]]));
    await expect(fetch(`${address}/half`).then((response) => response.text())).rejects.toThrow();
    expect((await fetch(`${address}/healthz`)).status).toBe(200);
  });
});
