import { listed } from "#core/messages/english.ts";
import type { Exposure, ExposureStep, Reach } from "#core/software/known-use.ts";

const keep: Record<Reach, string> = {
  host: "keep it on its own host",
  network: "keep it off the internet",
  internet: "it may face the internet",
};

const steps: Record<ExposureStep, string> = {
  bind: "bind it to 127.0.0.1 or a private address",
  firewall: "let only the hosts that need it through the firewall",
  login: "turn on its login",
  tls: "turn on TLS",
  tunnel: "reach it through SSH or a VPN",
  publish: "publish a container’s port on 127.0.0.1 only",
  proxy: "put a reverse proxy with a login in front",
  off: "turn it off if nothing needs it",
  update: "keep it up to date",
};

/** Who may reach a service, in English. */
export const exposure = {
  keep,
  /** @param software if it's not certain that this is what runs there; else null */
  text: ({ reach, because }: Exposure, software: string | null) =>
    `${software === null ? capitalized(keep[reach]) : `If it’s ${software}, ${keep[reach]}`}: ${because}.`,
  /** What to do, the most important first; empty if there is nothing to do. */
  todo: (given: readonly ExposureStep[]) =>
    given.length === 0 ? "" : `${capitalized(listed(given.map((step) => steps[step])))}.`,
};

function capitalized(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
