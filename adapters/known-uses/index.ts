export { loadKnownUses } from "./load.ts";
export { parseKnownUses } from "./parse.ts";
