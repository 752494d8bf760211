import type { KnownUse } from "#core/software/known-use.ts";

/** A program, or a protocol by its standard, with all its uses. */
export interface Program {
  readonly product: string;
  readonly uses: readonly KnownUse[];
  /** Whether the table has all its numbers, so that another number says something. */
  readonly isFullyListed: boolean;
  /** It answers over HTTP, so it may use a web port, and a web server in front of it may use its port. */
  readonly isWeb: boolean;
}
