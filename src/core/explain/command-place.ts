/** What people list sockets with, behind blanks, quotes and a path. */
const LISTING =
  /(?:^|[\s"'({])(?:[\w.-]*\/)*(?:ss|netstat|lsof|fuser|sockstat|rpcinfo|cat|osqueryi|Get-Net(?:TCP|UDP)\w+)(?=\s|$)/i;
/** What changes nothing about where a command runs. */
const LOCAL = /^(?:(?:sudo|doas|watch|time|env|command)(?: -\w+)*(?: |$))*$/;
/** Options of listings that ask another namespace, process or host. */
const OPTION = / (?:-N ?|--net[= ]|-CimSession )(\S+)|\/proc\/(\d+)\/net\//i;

/**
 * Where a command lists sockets, if that isn't where its prompt is: `docker exec web`, `ssh web2`, `ip netns exec blue`.
 * Empty if it says nothing of that.
 */
export function placeOf(command: string): string {
  const before = command.slice(0, LISTING.exec(command)?.index ?? 0).trim();
  const [, option, process] = OPTION.exec(command) ?? [];
  return [LOCAL.test(before) ? "" : before, option ?? process ?? ""].join(" ").trim();
}
