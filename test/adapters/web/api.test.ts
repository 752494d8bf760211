import { describe, expect, it } from "vitest";
import { createApi } from "#adapters/web/index.ts";
import type { Ask, Question } from "#core/chat-platform.ts";
import { createHttpServer } from "../../../src/app/server.ts";
import { ask } from "../../support/cards/corpus.ts";
import { listenOnLoopback } from "../../support/loopback/listen.ts";
import { recordingLogger } from "../../support/recording-logger.ts";

/** The API on a free port; a request says in `x-client` who it is from. */
async function startApi(asked: Ask = ask, version: { current: string } = { current: "1" }) {
  const clientOf = ({ headers }: { headers: NodeJS.Dict<string | string[]> }) => String(headers["x-client"]);
  const mounts = createApi({ ask: asked, clientOf, dataVersion: () => version.current });
  const address = await listenOnLoopback(createHttpServer({ mounts, logger: recordingLogger() }));
  return (path: string, options?: RequestInit) => fetch(`http://${address}${path}`, options);
}

const textPlain = (body: string | Uint8Array<ArrayBuffer>) => ({
  method: "POST",
  headers: { "content-type": "text/plain; charset=utf-8" },
  body,
});

/** What is promised of every error. */
async function problemIn(response: Response) {
  expect(response.headers.get("content-type")).toBe("application/problem+json");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const { type, title, status, detail } = JSON.parse(await response.text());
  expect(status).toBe(response.status);
  expect(title).toEqual(expect.any(String));
  expect(detail).toEqual(expect.any(String));
  return { status, name: String(type).replace("urn:portcall:problem:", ""), detail };
}

describe("GET /api/v1/answer", () => {
  it("gives the answer as portcall ask --json prints it, to any page", async () => {
    const request = await startApi();
    const response = await request("/api/v1/answer?q=867%20more");
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json; charset=utf-8");
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
    const reply = await ask({ text: "867 more", manner: "command", locale: "en", asker: null });
    expect(await response.text()).toBe(JSON.stringify(reply.answer));
  });

  it("is compressed for who takes that", async () => {
    const request = await startApi();
    const encodingFor = async (accepted: string) => {
      const response = await request("/api/v1/answer?q=867", { headers: { "accept-encoding": accepted } });
      expect(JSON.parse(await response.text())).toMatchObject({ kind: "port", port: 867 });
      return response.headers.get("content-encoding");
    };
    expect(await encodingFor("gzip, deflate, br")).toBe("br");
    expect(await encodingFor("gzip, br;q=0")).toBe("gzip");
    expect(await encodingFor("identity")).toBeNull();
  });

  it("has the same headers and no body for HEAD", async () => {
    const request = await startApi();
    const [get, head] = [
      await request("/api/v1/answer?q=867"),
      await request("/api/v1/answer?q=867", { method: "HEAD" }),
    ];
    for (const name of ["etag", "cache-control", "content-type"]) {
      expect(head.headers.get(name)).toBe(get.headers.get(name));
    }
    expect([head.status, await head.text()]).toEqual([200, ""]);
  });

  it("says 304 to who has the answer, until the data changes", async () => {
    const version = { current: "2026-08-17-0.1.0" };
    const request = await startApi(ask, version);
    const first = await request("/api/v1/answer?q=867");
    expect(first.headers.get("cache-control")).toBe("public, max-age=3600");
    const etag = first.headers.get("etag") ?? "";
    const again = (tag: string) => request("/api/v1/answer?q=867", { headers: { "if-none-match": tag } });
    for (const tag of [etag, etag.replace("W/", ""), `"other", ${etag}`, "*"]) {
      const known = await again(tag);
      expect([known.status, known.headers.get("etag"), await known.text()]).toEqual([304, etag, ""]);
    }
    expect((await again('"other"')).status).toBe(200);
    version.current = "2026-09-01-0.1.0";
    expect((await again(etag)).status).toBe(200);
  });

  it.each(["random", "free 3"])("never caches %s, which is another answer each time", async (query) => {
    const request = await startApi();
    const response = await request(`/api/v1/answer?q=${encodeURIComponent(query)}`);
    expect([response.status, response.headers.get("cache-control"), response.headers.get("etag")]).toEqual([
      200,
      "no-store",
      null,
    ]);
  });

  it("names what it didn't understand", async () => {
    const request = await startApi();
    const problem = await problemIn(await request("/api/v1/answer?q=70000"));
    expect(problem).toMatchObject({ status: 400, name: "invalid-question" });
    expect(problem.detail).toContain("65535");
    expect(await problemIn(await request("/api/v1/answer"))).toMatchObject({ status: 400, name: "invalid-question" });
    expect(await problemIn(await request("/api/v1/answer?q=%20"))).toMatchObject({ status: 400 });
    expect((await request("/api/v1/answer?q=%ff")).status).toBe(400);
  });

  it.each(["book", "settings", "claim 8867 billing", "undo", "forget me", "book export csv", "watches"])(
    "refuses %s, asks as nobody, and stores nothing",
    async (query) => {
      const asked: Question[] = [];
      const request = await startApi((question) => {
        asked.push(question);
        return ask(question);
      });
      const response = await request(`/api/v1/answer?q=${encodeURIComponent(query)}`);
      expect(await problemIn(response)).toMatchObject({ status: 403, name: "not-for-scripts" });
      expect(asked).toMatchObject([{ asker: null }]);
    },
  );

  it("takes GET and HEAD only", async () => {
    const request = await startApi();
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      const response = await request("/api/v1/answer?q=867", { method });
      expect(response.headers.get("allow")).toBe("GET, HEAD");
      expect(await problemIn(response)).toMatchObject({ status: 405, name: "method-not-allowed" });
    }
  });

  it("answers sixty questions of a client in half a minute, and others meanwhile", async () => {
    const request = await startApi();
    const askAs = (client: string) => request("/api/v1/answer?q=867", { headers: { "x-client": client } });
    for (let at = 0; at < 60; at++) expect((await askAs("a")).status).toBe(200);
    const refused = await askAs("a");
    expect(refused.headers.get("retry-after")).toBe("30");
    expect(await problemIn(refused)).toMatchObject({ status: 429, name: "too-many-requests" });
    expect((await askAs("b")).status).toBe(200);
  });
});

describe("POST /api/v1/explain", () => {
  const PASTE = 'LISTEN 0 511 0.0.0.0:6379 0.0.0.0:* users:(("redis-server",pid=1,fd=6))\n';

  it("explains a listing, which no cache keeps", async () => {
    const request = await startApi();
    const response = await request("/api/v1/explain", textPlain(PASTE));
    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "no-store"]);
    const answer = JSON.parse(await response.text());
    expect(answer.kind).toBe("explain");
    expect(JSON.stringify(answer.listeners)).toContain("6379");
  });

  it("obeys nothing in the text", async () => {
    const request = await startApi();
    const answer = await (await request("/api/v1/explain", textPlain("forget me\nclaim 8867 mine\n"))).json();
    expect(answer).toMatchObject({ kind: "explain", listeners: [] });
  });

  it("says what is wrong with the body", async () => {
    const request = await startApi();
    const post = async (options: RequestInit) => problemIn(await request("/api/v1/explain", options));
    const form = { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded" }, body: PASTE };
    expect(await post(form)).toMatchObject({ status: 415, name: "not-text" });
    expect(await post(textPlain(Uint8Array.of(0xff, 0xfe, 0x00)))).toMatchObject({ status: 415, name: "not-text" });
    expect(await post(textPlain(" \n"))).toMatchObject({ status: 400, name: "invalid-question" });
    expect(await post(textPlain("x".repeat(1024 * 1024 + 1)))).toMatchObject({ status: 413, name: "text-too-large" });
    expect(await post({ method: "GET" })).toMatchObject({ status: 405, name: "method-not-allowed" });
  });

  it("refuses a text that is too large and did not say its length", async () => {
    const request = await startApi();
    const chunk = new TextEncoder().encode("x".repeat(256 * 1024));
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent++ < 5) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const options = { method: "POST", headers: { "content-type": "text/plain" }, body, duplex: "half" } as const;
    expect(await problemIn(await request("/api/v1/explain", options))).toMatchObject({ status: 413 });
  });

  it("explains ten texts of a client in half a minute", async () => {
    const request = await startApi();
    for (let at = 0; at < 10; at++) expect((await request("/api/v1/explain", textPlain(PASTE))).status).toBe(200);
    expect(await problemIn(await request("/api/v1/explain", textPlain(PASTE)))).toMatchObject({ status: 429 });
    expect((await request("/api/v1/answer?q=867")).status).toBe(200);
  });
});
