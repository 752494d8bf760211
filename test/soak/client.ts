import { createDiscordSender } from "./discord-sender.ts";
import { KeepAliveAgent } from "./keep-alive-agent.ts";
import type { Send, SenderOptions } from "./sender.ts";
import { createSlackSender } from "./slack-sender.ts";

/** Both platforms, over connections that are used again. */
export function createClient(options: SenderOptions): { readonly send: Send; close(): void } {
  const agent = new KeepAliveAgent();
  const senders = { slack: createSlackSender(options, agent), discord: createDiscordSender(options, agent) };
  return { send: (operation) => senders[operation.platform](operation), close: () => agent.destroy() };
}
