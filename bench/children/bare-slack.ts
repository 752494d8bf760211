import { createHmac, timingSafeEqual } from "node:crypto";
import { listen } from "./listen.ts";

/* What Slack's protocol costs without a library: a signature is checked, and ACK sent as it is. */
const { SLACK_SIGNING_SECRET: signingSecret = "", ACK = "" } = process.env;
const answer = Buffer.from(ACK);

await listen((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const { "x-slack-signature": signature = "", "x-slack-request-timestamp": timestamp } = request.headers;
    const hmac = createHmac("sha256", signingSecret).update(`v0:${timestamp}:`).update(Buffer.concat(chunks));
    const isSigned = timingSafeEqual(Buffer.from(`v0=${hmac.digest("hex")}`), Buffer.from(`${signature}`));
    if (!isSigned) return void response.writeHead(401).end();
    response.writeHead(200, { "content-type": "application/json", "content-length": answer.length }).end(answer);
  });
});
