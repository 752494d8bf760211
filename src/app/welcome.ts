import { describeStore } from "#adapters/store/index.ts";
import type { Config } from "./config.ts";
import type { StatusLine } from "./platforms/platform.ts";
import { statusOf } from "./platforms/platforms.ts";
import type { Portcall } from "./portcall.ts";

const LABEL_WIDTH = 11;

/** What Portcall prints when it is up: where it is, what it is connected to, and how to connect the rest. */
export function welcome({ address, registry }: Portcall, config: Config): string {
  const lines: readonly StatusLine[] = [
    ["Ask here", address],
    ["Kept in", describeStore(config.store)],
    ...statusOf(config),
  ];
  return `Portcall is up, with IANA's registry of ${registry.updated} (${registry.records} records).

${lines.map(statusLine).join("\n")}

Stop it with Ctrl+C.
`;
}

/** The text's further lines stand below its first. */
function statusLine([label, text]: StatusLine): string {
  return `  ${label.padEnd(LABEL_WIDTH)}${text.replaceAll("\n", `\n  ${" ".repeat(LABEL_WIDTH)}`)}`;
}
