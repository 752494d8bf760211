import type { RequestListener } from "node:http";
import type { APIInteraction, APIInteractionResponse } from "discord-api-types/v10";
import { oncePerObject } from "#core/once-per-object.ts";
import type { Respond } from "./interaction-reply.ts";
import { readInteraction } from "./read-interaction.ts";
import type { SignedListenerOptions } from "./signed-requests.ts";
import { createSignedListener, end } from "./signed-requests.ts";

/** The Interactions Endpoint URL's path: https://discord.com/developers/docs/interactions/overview#configuring-an-interactions-endpoint-url */
export const INTERACTIONS_PATH = "/discord/interactions";

export interface InteractionListenerOptions extends SignedListenerOptions {
  /**
   * Never rejects; returns null while Portcall accepts no interactions.
   * @param respond resolves when the response was sent or the client disconnected
   */
  answer(interaction: APIInteraction, respond: Respond): Promise<void> | null;
}

/** Answers interactions over HTTP. */
export function createInteractionListener(options: InteractionListenerOptions): RequestListener {
  return createSignedListener(options, async (body, response, refuse) => {
    const interaction = readInteraction(body);
    if (interaction === null) return refuse(400, "not an interaction that can be answered");
    // Registered before answering, because the client may disconnect meanwhile.
    const sent = new Promise<void>((resolve) => {
      if (response.closed) resolve();
      else response.once("close", resolve);
    });
    const answered = options.answer(interaction, (payload) => {
      const body = encode(payload);
      response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
      return sent;
    });
    if (answered === null) return end(response, 503);
    await answered;
    if (!response.headersSent) end(response, 500);
  });
}

/** As bytes: Node would encode a string anew with each write. */
const encode = oncePerObject((payload: APIInteractionResponse) => Buffer.from(JSON.stringify(payload)));
