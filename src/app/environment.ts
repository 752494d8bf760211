import { z } from "zod";
import { ConfigurationError } from "#core/host.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export const secret = z.string().trim().optional();

export const address = z.url({ protocol: /^https?$/, error: "must be an http or https address" }).optional();

/**
 * Reads the variables that a schema names; one that is set to nothing counts as not set.
 * @throws ConfigurationError naming every one of them that is wrong
 */
export function readVariables<Schema extends z.ZodType>(schema: Schema, environment: Environment): z.output<Schema> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
  const read = schema.safeParse(set);
  if (read.success) return read.data;
  throw new ConfigurationError(
    read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n"),
  );
}
