import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer } from "node:http";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { SERVER_TIMEOUTS, trackConnections } from "../../src/app/connections.ts";
import { listenOnLoopback } from "../support/loopback/listen.ts";

async function serve(listener: RequestListener) {
  const server = createServer(SERVER_TIMEOUTS, listener);
  const connections = trackConnections(server);
  const address = await listenOnLoopback(server);

  /** A connection that sends text as it is. */
  async function send(text: string) {
    const socket = connect(Number(address.split(":")[1]), "127.0.0.1");
    onTestFinished(() => void socket.destroy());
    let received = "";
    socket.setEncoding("utf8").on("data", (data) => {
      received += data;
    });
    socket.on("error", () => {});
    const closed = new Promise((resolve) => socket.once("close", resolve));
    await once(socket, "connect");
    socket.write(text);
    /** Resolves once this has been received. */
    const until = async (wanted: string) => {
      while (!received.includes(wanted)) await once(socket, "data");
    };
    return { socket, closed, until, received: () => received };
  }
  return { ...connections, address, send };
}

const answer: RequestListener = (_request, response) => void response.end("answer");
const GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

describe("connections", () => {
  it("are kept for another request after an answer", async () => {
    const { send } = await serve(answer);
    const { socket, until, received } = await send(GET);
    await until("answer");
    socket.write(GET.replace("/", "/again"));
    await until("answerHTTP/1.1 200");
    expect(received()).not.toContain("Connection: close");
  });

  it("are kept after a request whose body was read", async () => {
    const { send } = await serve((request, response) => {
      request.resume().once("end", () => response.end("answer"));
    });
    const { until, received } = await send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nbody");
    await until("answer");
    expect(received()).toContain("Connection: keep-alive");
  });

  it.each(["Content-Length: 300000000", "Transfer-Encoding: chunked"])(
    "are closed when the answer is there before the body was read: %s",
    async (header) => {
      const { send } = await serve(answer);
      const { closed, received } = await send(`POST / HTTP/1.1\r\nHost: a\r\n${header}\r\n\r\n`);
      await closed;
      expect(received()).toContain("Connection: close");
    },
  );

  it("are closed after the answer from the moment the server is drained, new ones too", async () => {
    const asked = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const { send, drain, address } = await serve(async (_request, response) => {
      asked.resolve();
      await release.promise;
      response.end("answer");
    });
    const { closed, received } = await send(GET);
    await asked.promise;
    drain();
    release.resolve();
    await closed;
    expect(received()).toMatch(/Connection: close.*answer/s);
    const next = await fetch(`http://${address}/`);
    expect([next.status, next.headers.get("connection")]).toEqual([200, "close"]);
  });

  it("don't hold up the close when they are idle, or have sent half a request", async () => {
    const { send, close } = await serve((request, response) => {
      request.resume().once("end", () => response.end("answer"));
      request.on("error", () => {});
    });
    const used = await send(GET);
    await used.until("answer");
    await send("");
    await send("GET / HTTP/1.1\r\nHost:");
    const half = await send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\nhalf");
    await half.until("100 Continue");
    await close();
    await half.closed;
  });

  it("are closed only when what was asked is answered", async () => {
    const asked = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const { send, close } = await serve(async (_request, response) => {
      asked.resolve();
      await release.promise;
      response.end("answer");
    });
    const { closed, received } = await send(GET);
    await asked.promise;
    const stopped = close();
    setImmediate(release.resolve);
    await Promise.all([stopped, closed]);
    expect(received()).toContain("answer");
  });
});
