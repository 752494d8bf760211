import { once } from "node:events";
import type { Server } from "node:http";
import { onTestFinished } from "vitest";

/** Opens a server on 127.0.0.1 until the test ends; its address with its port. */
export async function listenOnLoopback(server: Server): Promise<string> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `127.0.0.1:${address.port}`;
}
