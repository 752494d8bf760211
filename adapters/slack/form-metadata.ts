import type { FormKind } from "#core/present/form.ts";
import { formatFormKind, parseFormKind } from "#core/present/form.ts";

/** The thread of a card, where the result of its form belongs. */
export interface Thread {
  readonly channel: string;
  readonly thread_ts: string;
}

/** Formats a modal's private_metadata: the form's kind and, in a second line, the thread of the card it was opened from. */
export function formatMetadata(kind: FormKind, thread: Thread | null): string {
  return thread === null ? formatFormKind(kind) : `${formatFormKind(kind)}\n${thread.channel} ${thread.thread_ts}`;
}

/** Parses what formatMetadata wrote; null for anything else. */
export function parseMetadata(metadata: string): { readonly kind: FormKind; readonly thread: Thread | null } | null {
  const [first = "", second] = metadata.split("\n");
  const kind = parseFormKind(first);
  const [, channel, thread_ts] = /^(\w+) (\d+\.\d+)$/.exec(second ?? "") ?? [];
  return kind && { kind, thread: channel === undefined || thread_ts === undefined ? null : { channel, thread_ts } };
}
