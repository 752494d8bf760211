import { once } from "node:events";
import { createServer } from "node:http";
import { App, HTTPReceiver } from "@slack/bolt";

/* A minimal Bolt app for a slash command, mounted like Portcall's. ACK is its acknowledgement, as JSON. */
const { SLACK_SIGNING_SECRET: signingSecret = "", SLACK_BOT_TOKEN: token = "", SLACK_API_URL, ACK } = process.env;

const receiver = new HTTPReceiver({ signingSecret });
const app = new App({
  receiver,
  token,
  clientOptions: { slackApiUrl: SLACK_API_URL ?? "" },
  convoStore: false,
  deferInitialization: true,
});
const acknowledgement = JSON.parse(ACK ?? '"867 is a port."');
app.command("/port", async ({ ack }) => ack(acknowledgement));
await app.init();

const server = createServer(receiver.requestListener).listen(0, "127.0.0.1");
await once(server, "listening");
const bound = server.address();
process.stdout.write(`up at http://127.0.0.1:${typeof bound === "object" ? bound?.port : bound}/\n`);
