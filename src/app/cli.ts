#!/usr/bin/env -S node --max-semi-space-size=4

// An older Node could not even load the program to say so, which is why nothing is imported here.
const NEEDED = 24;
const { node } = process.versions;
if (Number.parseInt(node, 10) < NEEDED) {
  process.stderr.write(`Portcall needs Node ${NEEDED} or later; this is ${node}. See https://nodejs.org/en/download\n`);
  process.exitCode = 1;
} else {
  import("./program.ts");
}
