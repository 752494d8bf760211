export { renderTerminal } from "./render.ts";
