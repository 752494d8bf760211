import { isRecord } from "#adapters/chat/record.ts";

/** The property if it is a string. */
export function textIn(record: unknown, name: string): string | undefined {
  const value = isRecord(record) ? record[name] : undefined;
  return typeof value === "string" ? value : undefined;
}

export function numberIn(record: unknown, name: string): number | undefined {
  const value = isRecord(record) ? record[name] : undefined;
  return typeof value === "number" ? value : undefined;
}
