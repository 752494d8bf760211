import { once } from "node:events";
import type { RequestListener } from "node:http";
import { createServer } from "node:http";

/** Serves on a free port of loopback, and says where. */
export async function listen(listener: RequestListener): Promise<void> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  process.stdout.write(`up at http://127.0.0.1:${typeof bound === "object" ? bound?.port : bound}/\n`);
}
