import type { PortSpan } from "#core/registry/port.ts";

/** The default range of numbers a system assigns to outgoing connections. */
export interface EphemeralRange extends PortSpan {
  /** The systems' names. */
  readonly systems: string;
  /** Whether it only applies to systems long out of support. */
  readonly historic: boolean;
  /** Whether so many hosts run these systems that a brief card says it. */
  readonly common: boolean;
  readonly source: string;
}

const WINDOWS =
  "https://learn.microsoft.com/troubleshoot/windows-server/networking/default-dynamic-port-range-tcpip-chang";

export const EPHEMERAL_RANGES: readonly EphemeralRange[] = [
  {
    systems: "Linux",
    first: 32_768,
    last: 60_999,
    historic: false,
    common: true,
    source: "https://docs.kernel.org/networking/ip-sysctl.html",
  },
  { systems: "Windows", first: 49_152, last: 65_535, historic: false, common: true, source: WINDOWS },
  {
    systems: "macOS",
    first: 49_152,
    last: 65_535,
    historic: false,
    common: true,
    source: "https://github.com/apple-oss-distributions/xnu/blob/main/bsd/netinet/in_pcb.c",
  },
  {
    systems: "FreeBSD",
    first: 10_000,
    last: 65_535,
    historic: false,
    common: false,
    source: "https://github.com/freebsd/freebsd-src/blob/main/sys/netinet/in_pcb.c",
  },
  {
    systems: "Solaris",
    first: 32_768,
    last: 65_535,
    historic: false,
    common: false,
    source: "https://docs.oracle.com/cd/E36784_01/html/E36845/glfac.html",
  },
  {
    systems: "early Mac OS X for NetInfo",
    first: 600,
    last: 1023,
    historic: true,
    common: false,
    source:
      "https://discmaster.textfiles.com/dl/19409/Dev.CD%20Mar%2005.iso/Utilities/Directory%20Access.app/Contents/Resources/English.lproj/DirectoryAccessHelp",
  },
  { systems: "Windows before Vista", first: 1025, last: 5000, historic: true, common: false, source: WINDOWS },
];

/**
 * OpenBSD hands out nearly every User port, so its range says nothing for or against a single one
 * (IPPORT_RESERVED to IPPORT_USERRESERVED).
 */
export const OPENBSD_RANGE: EphemeralRange = {
  systems: "OpenBSD",
  first: 1024,
  last: 49_151,
  historic: false,
  common: false,
  source: "https://github.com/openbsd/src/blob/master/sys/netinet/in.h",
};

/** Below this, Linux and macOS only let privileged programs listen (ip_unprivileged_port_start's default). */
export const FIRST_UNPRIVILEGED_PORT = 1024;
