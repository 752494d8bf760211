process.stdout.write("up\n");
// Ends with the process that started it.
process.stdin.resume();
