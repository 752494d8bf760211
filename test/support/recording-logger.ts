import type { Logger } from "#core/host.ts";

export interface Line {
  readonly level: string;
  readonly message: string;
}

/** A logger that records messages and fields. */
export function recordingLogger(): Logger & { readonly lines: Line[]; readonly fields: object[] } {
  const lines: Line[] = [];
  const fields: object[] = [];
  const write = (level: string) => (given: object, message: string) => {
    lines.push({ level, message });
    fields.push(given);
  };
  return { lines, fields, debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") };
}
