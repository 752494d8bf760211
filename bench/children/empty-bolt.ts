import { once } from "node:events";
import { createServer } from "node:http";
import { App, HTTPReceiver } from "@slack/bolt";

/*
 * The least a Bolt app can do with a slash command, mounted as Portcall mounts Bolt. ACK, as JSON, is what it
 * acknowledges with.
 */
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
