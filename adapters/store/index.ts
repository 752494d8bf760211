export { copyStore } from "./copy.ts";
export { describeStore, openStore } from "./open.ts";
