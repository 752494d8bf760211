/** Programs that hold sockets for the programs they start. lsof shortens names to 9 characters. */
const SUPERVISORS: ReadonlySet<string> = new Set([
  ...["systemd", "init", "launchd", "inetd", "xinetd", "openbsd-inetd", "openbsd-i", "inetutils-inetd", "inetutils"],
  ...["s6-svscan", "s6-ipcser", "s6-ipcserver", "runsv", "supervise", "supervisord", "supervisor", "superviso"],
]);

/** Whether a process is known to listen for the programs it starts. */
export function isSupervisor(process: string | null): boolean {
  return process !== null && SUPERVISORS.has(process.toLowerCase());
}
