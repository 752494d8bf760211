import { once } from "node:events";
import type { Server } from "node:http";
import { ConfigurationError } from "#core/host.ts";

export interface ListenAddress {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/** The settings that an address comes from. */
export interface AddressSettings {
  readonly host: string;
  readonly port: string;
}

/**
 * Starts listening.
 * @returns the URL of the server
 * @throws ConfigurationError if the host or port cannot be used, which names the setting
 */
export async function listen(
  server: Server,
  { host, port }: ListenAddress,
  settings: AddressSettings = { host: "HOST", port: "PORT" },
): Promise<string> {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    const failure = FAILURES[reason]?.({ host, port }, settings);
    throw new ConfigurationError(failure ?? `${settings.host} ${host}, ${settings.port} ${port}: ${reason}.`, {
      cause: error,
    });
  }
  const bound = server.address();
  const actualPort = typeof bound === "object" && bound !== null ? bound.port : port;
  return `http://${host.includes(":") ? `[${host}]` : host}:${actualPort}/`;
}

const FAILURES: Readonly<Record<string, (address: ListenAddress, settings: AddressSettings) => string>> = {
  EADDRINUSE: ({ host, port }, settings) =>
    `${settings.port} ${port} is in use on ${host}. Set ${settings.port} to another number.`,
  EACCES: ({ port }, settings) =>
    `${settings.port} ${port}: permission denied. Set ${settings.port} to a number above 1023.`,
  EADDRNOTAVAIL: ({ host }, settings) => `${settings.host} ${host} is not an address of this machine.`,
  ENOTFOUND: ({ host }, settings) => `${settings.host} ${host} cannot be resolved.`,
};
