import { z } from "zod";
import { ConfigurationError } from "#core/host.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

export const secretVariable = z.string().trim().optional();

export const urlVariable = z.url({ protocol: /^https?$/, error: "must be an http or https URL" }).optional();

/**
 * Reads the variables of a schema. Empty ones count as unset.
 * @throws ConfigurationError naming every variable that is wrong
 */
export function readVariables<Schema extends z.ZodObject>(schema: Schema, environment: Environment): z.output<Schema> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
  const read = schema.safeParse(set);
  if (read.success) return read.data;
  throw new ConfigurationError(
    read.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}.`).join("\n"),
  );
}
