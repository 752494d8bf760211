import { escapeMrkdwn } from "./escape.ts";
import { BLOCK_COST } from "./limits.ts";
import { isRecord } from "./payload.ts";

/** What blocks count towards {@link MESSAGE_TOTAL}: their texts and addresses, escaped, and a fixed cost each. */
export function messageSize(blocks: readonly unknown[]): number {
  return blocks.reduce((total: number, block) => total + blockSize(block), 0);
}

export function blockSize(block: unknown): number {
  return BLOCK_COST + textSize(block);
}

function textSize(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((total: number, each) => total + textSize(each), 0);
  if (!isRecord(value)) return 0;
  return Object.entries(value).reduce((total, [key, inner]) => {
    const isText = (key === "text" || key === "url") && typeof inner === "string";
    return total + (isText ? escapeMrkdwn(inner).length : textSize(inner));
  }, 0);
}
