import { loadKnowledge } from "../../src/app/knowledge.ts";
import { loadRegistry } from "../load-registry.ts";

/* Times the first load in a process, after importing modules: of the snapshot, or of ALL the data. */
const began = performance.now();
await (process.env.ALL === undefined ? loadRegistry() : loadKnowledge());
process.stdout.write(`loaded in ${performance.now() - began} ms\n`);
// Stays alive until the parent process ends.
process.stdin.resume();
