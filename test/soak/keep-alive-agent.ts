import { Agent } from "node:http";
import type { Socket } from "node:net";

/**
 * Keeps idle connections open, as load balancers do for a minute and more, whatever the server says about its own
 * time-out. Node's agent heeds `Keep-Alive: timeout=5`, which hides a server that closes connections just as they are
 * used again.
 */
export class KeepAliveAgent extends Agent {
  constructor() {
    super({ keepAlive: true, maxFreeSockets: 64, scheduling: "fifo" });
  }

  override keepSocketAlive(socket: Socket): boolean {
    socket.setKeepAlive(true);
    return true;
  }
}
