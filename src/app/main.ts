import { enableCompileCache } from "node:module";
import { fileURLToPath } from "node:url";

// Compiled code, types already stripped, is kept beside the packages: the next start takes half the time. A place that
// is not writable only costs that.
enableCompileCache(fileURLToPath(new URL("../../node_modules/.cache/compile", import.meta.url)));
await import("./start.ts");
