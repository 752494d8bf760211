import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { ConfigurationError } from "#core/host.ts";

/** Encrypts tokens for the store, with AES-256-GCM. */
export interface TokenCipher {
  /** Whether there is a key; without one, tokens stay as they are. */
  readonly isOn: boolean;
  /** @param place the key of the entry and the field, without which it cannot be decrypted */
  encrypt(token: string, place: string): string;
  /**
   * The token, whichever key it was encrypted with, or none.
   * @throws ConfigurationError if the key is missing, or the text was changed or moved to another place
   */
  decrypt(stored: string, place: string): string;
}

/** @param keys 32 bytes each: the first one encrypts, all of them decrypt */
export function createTokenCipher(keys: readonly Uint8Array[]): TokenCipher {
  const byId = new Map(keys.map((key) => [idOf(key), key]));
  const [first] = keys;
  return {
    isOn: first !== undefined,
    encrypt(token, place) {
      if (first === undefined) return token;
      const nonce = randomBytes(NONCE_LENGTH);
      const cipher = createCipheriv(ALGORITHM, first, nonce).setAAD(Buffer.from(place));
      const encrypted = Buffer.concat([nonce, cipher.update(token, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${MARK}:${idOf(first)}:${encrypted.toString("base64url")}`;
    },
    decrypt(stored, place) {
      const [mark, id = "", text = ""] = stored.split(":");
      // Slack's tokens have no colon.
      if (mark !== MARK) return stored;
      const key = byId.get(id);
      if (key === undefined) throw missingKey(id);
      const bytes = Buffer.from(text, "base64url");
      try {
        const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_LENGTH), {
          authTagLength: TAG_LENGTH,
        });
        decipher.setAAD(Buffer.from(place)).setAuthTag(bytes.subarray(-TAG_LENGTH));
        const token = decipher.update(bytes.subarray(NONCE_LENGTH, -TAG_LENGTH));
        return Buffer.concat([token, decipher.final()]).toString();
      } catch (cause) {
        throw new ConfigurationError(`A stored token was changed, or moved from another entry, at ${place}.`, {
          cause,
        });
      }
    },
  };
}

const ALGORITHM = "aes-256-gcm";
const MARK = "encrypted";
/** Bytes. https://nvlpubs.nist.gov/nistpubs/Legacy/SP/nistspecialpublication800-38d.pdf */
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/** Names a key without giving it away. */
function idOf(key: Uint8Array): string {
  return createHash("sha256").update("portcall token key").update(key).digest("hex").slice(0, 8);
}

function missingKey(id: string): ConfigurationError {
  return new ConfigurationError(
    `The store's Slack tokens are encrypted with the key ${id}, which PORTCALL_STORE_KEY does not have. Set the key that was used; after a change of keys, keep the old one behind the new one, with a comma, until portcall store encrypt has run.`,
  );
}
