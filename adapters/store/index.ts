export { copyStore } from "./copy.ts";
export { openStore } from "./open.ts";
export { describeStore } from "./url.ts";
