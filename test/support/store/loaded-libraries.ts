/** Opens the store at a URL and prints, as JSON, what was imported from packages on the way. */
import { registerHooks } from "node:module";
import { recordingLogger } from "../recording-logger.ts";

const [url = ""] = process.argv.slice(2);
const loaded = new Set<string>();
registerHooks({
  resolve(specifier, context, next) {
    if (!/^(?:[./#]|node:|file:)/.test(specifier)) loaded.add(specifier);
    return next(specifier, context);
  },
});
const { openStore } = await import("#adapters/store/index.ts");
const store = await openStore(url, { logger: recordingLogger() });
await store.get(["a"]);
await store.close();
process.stdout.write(JSON.stringify([...loaded]));
