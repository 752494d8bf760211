import type { System } from "#core/answers/commands.ts";
import { listed, some } from "#core/messages/english.ts";
import type { Transport } from "#core/registry/port.ts";

const COPY = "Another copy of your own program may still be running.";

/** A port that a program can't listen on, in English. */
export const inUse = {
  title: (port: number, transport: Transport | null) =>
    `Port ${port}${transport === null ? "" : `/${transport}`} is already in use`,
  claimed: (names: readonly string[]) => `Your team uses it for ${listed(names)}. ${COPY}`,
  usually: (software: readonly string[]) => `Known to use it: ${some(software, 3)}. ${COPY}`,
  assigned: (names: readonly string[]) =>
    `It’s assigned to ${listed(names)}, and I know of no software that uses it. ${COPY}`,
  unknown: `I know of no software that uses it. ${COPY}`,
  labels: { stop: "Stop it", instead: "Or use" },
  /** With the number of the process that the command shows. */
  stop: {
    linux: "sudo systemctl status PID names its service: sudo systemctl stop NAME. If it’s no service: sudo kill PID.",
    macos: "kill PID. If it comes back: brew services list, then brew services stop NAME.",
    windows:
      "Stop-Process -Id PID, with the OwningProcess. No output? Windows may have reserved it: netsh int ipv4 show excludedportrange tcp (or udp)",
    container: "docker stop NAME, or publish the container on another port of the host.",
    kubernetes: "Give the service another port, or kubectl delete svc NAME -n NAMESPACE.",
    remote: "On the host itself.",
  } satisfies Record<System, string>,
  free: (port: number) => `${port}: unassigned, and I know of no software that uses it.`,
  noneNear: "/port free finds another one.",
};
