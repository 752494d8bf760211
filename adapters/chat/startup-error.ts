import { ConfigurationError } from "#core/host.ts";

/**
 * Turns a failure that the operator has to mend into a `ConfigurationError`; any other error is passed on.
 * @param describe what is wrong, in a few words, which the error's own message follows; null if nothing has to be changed
 */
export async function asConfigurationError<Value>(
  work: Promise<Value>,
  describe: (error: unknown) => string | null,
): Promise<Value> {
  try {
    return await work;
  } catch (error) {
    const problem = describe(error);
    if (problem === null || error instanceof ConfigurationError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ConfigurationError(`${problem}: ${reason}`, { cause: error });
  }
}
