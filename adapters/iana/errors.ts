export type IanaErrorCode =
  | "snapshot-broken"
  | "source-unreadable"
  | "source-unknown-layout"
  | "source-implausible"
  | "snapshot-stale"
  | "not-written";

/** A registry source or snapshot that cannot be used. The message says where and why. */
export class IanaError extends Error {
  readonly code: IanaErrorCode;

  constructor(code: IanaErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "IanaError";
    this.code = code;
  }
}
