import { generateKeyPairSync, sign } from "node:crypto";

/** An application's key pair: Discord signs with one half, and the developer portal shows the other. */
export function createSigningKeys() {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const { x = "" } = publicKey.export({ format: "jwk" });
  const headersFor = (body: string, at: number = Date.now()) => {
    const timestamp = String(Math.floor(at / 1000));
    const signature = sign(null, Buffer.from(timestamp + body), privateKey).toString("hex");
    return {
      "content-type": "application/json",
      "x-signature-timestamp": timestamp,
      "x-signature-ed25519": signature,
    };
  };
  return {
    /** Hexadecimal, as the portal shows it. */
    publicKey: Buffer.from(x, "base64url").toString("hex"),
    headersFor,
    /** Sends an interaction as Discord does. */
    async post(url: string, interaction: unknown, at?: number): Promise<Response> {
      const body = JSON.stringify(interaction);
      return fetch(url, { method: "POST", body, headers: headersFor(body, at) });
    },
  };
}
