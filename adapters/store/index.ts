export { copyEntries } from "./copy.ts";
export type { OpenStoreOptions } from "./open.ts";
export { describeStore, isMissingFile, openStore, storeFolder } from "./open.ts";
