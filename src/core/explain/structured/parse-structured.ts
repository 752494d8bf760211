import type { Json } from "#core/host.ts";

/**
 * Parses every document in a text, as far as it can be parsed; empty if it can't. Never throws, and takes a bounded time
 * for any text. An XML element is an object of its attributes, with its name as `#name` and its elements as `#children`.
 */
export type ParseStructured = (text: string, syntax: "yaml" | "xml") => readonly Json[];

/** Used where no parser is at hand: only JSON is read then. */
export const NO_STRUCTURED: ParseStructured = () => [];
