/** Where Discord sends interactions that do not go through the gateway. */
export const INTERACTIONS_PATH = "/discord/interactions";
