import { isHostName, isIp } from "#core/explain/endpoint.ts";

/** What people list sockets with, behind blanks, quotes and a path. */
const LISTING =
  /(?:^|[\s"'({])(?:[\w.-]*\/)*(?:ss|netstat|lsof|fuser|sockstat|rpcinfo|cat|osqueryi|Get-Net(?:TCP|UDP)\w+)(?=\s|$)/i;
/** What scanners are called, behind a path or what runs them. */
const SCAN =
  /^(?:(?:sudo|doas|time|proxychains4?)(?: -\w+)* )*(?:[\w.-]*\/)*(?:db_nmap|nmap|rustscan|masscan|naabu)(?:\.exe)? (.*)$/;
/** Options of scanners whose value is no target, so far as it may look like one. */
const NO_TARGET =
  /^(?:-[DSego]|-o[NXGASJL]|-i[LR]|-source-ip|--(?:exclude\w*|script\w*|dns-servers|source-ip|spoof-mac))$/;
const NETWORK = /^\d{1,3}(?:\.[\d*-]{1,7}){3}(?:\/\d{1,2})?,?$/;

/** The host that a command scans; null if that are several or it isn't said, and undefined for another command. */
export function targetOf(command: string): string | null | undefined {
  const options = SCAN.exec(command)?.[1]?.replace(/ ?(?:[|;>#]|&&).*$/, "");
  if (options === undefined) return undefined;
  const words = options.split(" ").map((word) => word.replace(/^["'`]|["'`]$/g, ""));
  const isHost = (word: string) => NETWORK.test(word) || (isIp(word) && !/^\d\d:/.test(word)) || isHostName(word);
  const hosts = words.filter((word, at) => isHost(word) && !NO_TARGET.test(words[at - 1] ?? ""));
  const [host = "", more] = hosts;
  return more === undefined && (isIp(host) || isHostName(host)) ? host : null;
}

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
