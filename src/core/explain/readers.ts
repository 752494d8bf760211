import type { Reader } from "#core/explain/reader.ts";
import { docker, dockerPort } from "#core/explain/readers/docker.ts";
import { kubectlEndpoints, kubectlServices } from "#core/explain/readers/kubectl.ts";
import { lsof } from "#core/explain/readers/lsof.ts";
import { netstatLinux } from "#core/explain/readers/netstat-linux.ts";
import { netstatMacos } from "#core/explain/readers/netstat-macos.ts";
import { netstatWindows } from "#core/explain/readers/netstat-windows.ts";
import { nmap, nmapGreppable } from "#core/explain/readers/nmap.ts";
import { powershellList, powershellTable } from "#core/explain/readers/powershell.ts";
import { procNet } from "#core/explain/readers/proc-net.ts";
import { ss } from "#core/explain/readers/ss.ts";

/** All supported formats. The first reader that accepts the start of a line reads it. */
export const READERS: readonly Reader[] = [
  ss,
  // Before Linux's reader, which would take a dotted address for a host name.
  netstatMacos,
  netstatLinux,
  netstatWindows,
  lsof,
  procNet,
  nmap,
  nmapGreppable,
  dockerPort,
  kubectlServices,
  kubectlEndpoints,
  powershellList,
  powershellTable,
  docker,
];
