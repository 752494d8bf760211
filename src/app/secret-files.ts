import { readFileSync } from "node:fs";
import { ConfigurationError } from "#core/host.ts";
import type { Environment } from "./environment.ts";

/** The variable that names a file with a variable's value, as secrets are mounted: `SLACK_BOT_TOKEN_FILE`. */
export function fileVariable(name: string): string {
  return `${name}_FILE`;
}

/** Whether a variable is Portcall's alone, by its name. `PORT` and `HOST` are anybody's. */
export function isOwnVariable(name: string): boolean {
  return /^(?:PORTCALL|SLACK|DISCORD)_/.test(name);
}

/**
 * The environment with the values of the variables that are in files.
 * @param names the variables that Portcall reads
 * @throws ConfigurationError naming every variable whose file cannot be used
 */
export function readSecretFiles(environment: Environment, names: readonly string[]): Environment {
  const isSet = (name: string) => environment[name] !== undefined && environment[name].trim() !== "";
  const inFiles = names.filter((name) => isOwnVariable(name) && isSet(fileVariable(name)));
  const problems = inFiles.filter(isSet).map((name) => `${name} and ${fileVariable(name)} are both set. Remove one.`);
  const values = inFiles.map((name) => {
    const read = readValue(environment[fileVariable(name)] ?? "");
    if ("problem" in read) problems.push(`${fileVariable(name)} ${read.problem}`);
    return [name, "value" in read ? read.value : undefined] as const;
  });
  if (problems.length > 0) throw new ConfigurationError(problems.join("\n"));
  return { ...environment, ...Object.fromEntries(values) };
}

function readValue(path: string): { readonly value: string } | { readonly problem: string } {
  try {
    const value = readFileSync(path.trim(), "utf8").trim();
    return value === "" ? { problem: `names ${path}, which is empty.` } : { value };
  } catch (error) {
    return { problem: `cannot be read: ${error instanceof Error ? error.message : error}.` };
  }
}
