import { parseStructured } from "#adapters/structured/index.ts";
import { readListeners } from "#core/explain/read-listeners.ts";
import { portByName } from "../registry/committed.ts";

/** `22/tcp 192.0.2.1 sshd 815`: port, transport, address or `*` for every, process or service, process id. */
export function readBriefly(text: string): readonly string[] {
  return readListeners(text, portByName, parseStructured).listeners.map(
    ({ port, transport, address, scope, process, service, pid }) =>
      [`${port}/${transport ?? "-"}`, address ?? (scope === "every" ? "*" : "-"), process ?? service ?? "-", pid ?? "-"]
        .join(" ")
        .replace(/(?: -)+$/, ""),
  );
}
