import { loadKnowledge } from "../../src/app/knowledge.ts";
import { loadRegistry } from "../registry.ts";

/* Times the first load in a process, modules loaded before: of the snapshot, or of ALL the data. */
const began = performance.now();
await (process.env.ALL === undefined ? loadRegistry() : loadKnowledge());
process.stdout.write(`loaded in ${performance.now() - began} ms\n`);
// Ends with the process that started it.
process.stdin.resume();
