import type { Transport } from "#core/registry/port.ts";

/** One of the plain, secure, alternate and other numbers of a service. */
export interface Relative {
  /** The service whose number it is; the same on all of them. */
  readonly service: string;
  readonly port: number;
  readonly transports: readonly Transport[];
  /** What the number is to the service, such as `over TLS`. */
  readonly what: string;
  /** https address. */
  readonly source: string;
}
