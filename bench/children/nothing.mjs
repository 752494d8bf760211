process.stdout.write("up\n");
// Stays alive until the parent process ends.
process.stdin.resume();
