// Plain JavaScript: what Node needs to read TypeScript is part of Portcall's cost, not of its yardstick's.
import "@slack/bolt";
import "discord.js";

process.stdout.write("imported\n");
// Ends with the process that started it.
process.stdin.resume();
