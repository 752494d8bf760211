import { App, HTTPReceiver } from "@slack/bolt";
import { listen } from "./listen.ts";

/* A minimal Bolt app for a slash command and mentions, mounted like Portcall's. ACK is its answer, as JSON. */
const { SLACK_SIGNING_SECRET: signingSecret = "", SLACK_BOT_TOKEN: token = "", SLACK_API_URL, ACK } = process.env;

const receiver = new HTTPReceiver({ signingSecret });
const app = new App({
  receiver,
  token,
  clientOptions: { slackApiUrl: SLACK_API_URL ?? "" },
  convoStore: false,
  deferInitialization: true,
});
const answer = JSON.parse(ACK ?? '"867 is a port."');
app.command("/port", async ({ ack }) => ack(answer));
app.event("app_mention", async ({ event, client }) => {
  await client.chat.postMessage({ ...answer, channel: event.channel, thread_ts: event.ts });
});
await app.init();
await listen(receiver.requestListener);
