import { ConfigurationError } from "#core/host.ts";

/** Awaits work at the start; a failure becomes words for the operator, who has to change something. */
export async function asConfigurationError<Value>(
  work: Promise<Value>,
  blame: (error: unknown) => string,
): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`${blame(error)}: ${reason}`, { cause: error });
  }
}
