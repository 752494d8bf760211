// Plain JavaScript: the cost of loading TypeScript is Portcall's, not the baseline's.
import "@slack/bolt";
import "discord.js";

process.stdout.write("imported\n");
// Stays alive until the parent process ends.
process.stdin.resume();
