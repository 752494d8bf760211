import { createPublicKey, verify } from "node:crypto";
import { listen } from "./listen.ts";

/* What Discord's protocol costs without a library: a signature is checked, and ACK sent as it is. */
const { DISCORD_PUBLIC_KEY = "", ACK = "" } = process.env;
const x = Buffer.from(DISCORD_PUBLIC_KEY, "hex").toString("base64url");
const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x }, format: "jwk" });
const answer = Buffer.from(ACK);
const pong = Buffer.from('{"type":1}');

await listen((request, response) => {
  const { "x-signature-ed25519": signature = "", "x-signature-timestamp": timestamp = "" } = request.headers;
  const chunks: Buffer[] = [Buffer.from(`${timestamp}`)];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const signed = Buffer.concat(chunks);
    if (!verify(null, signed, key, Buffer.from(`${signature}`, "hex"))) return void response.writeHead(401).end();
    const { type } = JSON.parse(signed.toString("utf8", timestamp.length));
    const body = type === 1 ? pong : answer;
    response.writeHead(200, { "content-type": "application/json", "content-length": body.length }).end(body);
  });
});
