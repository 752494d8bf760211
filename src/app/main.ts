import { runProcess } from "./run-process.ts";

// The bot, as `npm start` and the container run it.
await runProcess(["start", ...process.argv.slice(2)]);
