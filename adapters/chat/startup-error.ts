import { ConfigurationError } from "#core/host.ts";

/**
 * Turns a failure at the start into a `ConfigurationError` for the operator.
 * @param describe what is wrong, in a few words; the error's own message follows
 */
export async function asConfigurationError<Value>(
  work: Promise<Value>,
  describe: (error: unknown) => string,
): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`${describe(error)}: ${reason}`, { cause: error });
  }
}
