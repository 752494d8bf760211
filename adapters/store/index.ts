export { copyStore } from "./copy.ts";
export { describeStore, openStore, storeFolder } from "./open.ts";
