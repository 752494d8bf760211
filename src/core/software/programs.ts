import { distinct } from "#core/collections.ts";
import { numbersIn } from "#core/registry/port.ts";

/** A program that can be recognised by its process name, and the ports it uses. */
export interface Program {
  /** The display name. */
  readonly software: string;
  /** Process names in lower case, without `.exe`. Tools truncate them to 15 characters, lsof to 9. */
  readonly processes: readonly string[];
  /** The IANA service names and known uses that it serves. */
  readonly serves: readonly string[];
  /** More ports from its documentation. */
  readonly ports: readonly number[];
  /** It speaks HTTP, so it may use a web port, and a web server in front of it may use its port. */
  readonly isWeb: boolean;
}

const WEB = "http https www http-alt";

/**
 * Programs with a process name that tells what they serve. Programs that run anything (java, node, python, systemd,
 * svchost) or forward traffic (haproxy, envoy, docker-proxy, ssh) are left out and never compared.
 */
export const PROGRAMS: readonly Program[] = [
  program("OpenSSH", "sshd sshd-session sshd-auth", "ssh x11"),
  program("Dropbear", "dropbear", "ssh"),
  webProgram("nginx", "nginx openresty", WEB),
  webProgram("Apache HTTP Server", "apache2 httpd", WEB),
  webProgram("Caddy", "caddy", `${WEB} caddy`),
  webProgram("lighttpd", "lighttpd", WEB),
  program("BIND", "named", "domain domain-s rndc", [8053]),
  program("Unbound", "unbound", "domain domain-s", [8953]),
  program("dnsmasq", "dnsmasq", "domain bootps tftp dhcpv6-server"),
  program("systemd-resolved", "systemd-resolved systemd-resolve", "domain domain-s llmnr mdns"),
  program("CoreDNS", "coredns", "domain domain-s", [9153, 8080, 8181]),
  program("Avahi", "avahi-daemon", "mdns"),
  program("ISC DHCP client", "dhclient dhcpcd", "bootpc dhcpv6-client"),
  program("ISC DHCP server", "dhcpd", "bootps dhcpv6-server"),
  // https://chrony-project.org/doc/4.6/chrony.conf.html (cmdport)
  program("chrony", "chronyd", "ntp", [323]),
  program("ntpd", "ntpd ntpsec", "ntp"),
  program("rpcbind", "rpcbind portmap", "sunrpc"),
  program("Samba", "smbd nmbd", "microsoft-ds netbios-ssn netbios-ns netbios-dgm"),
  program("OpenLDAP", "slapd", "ldap ldaps"),
  program("CUPS", "cupsd cups-browsed", "ipp ipps"),
  program("Exim", "exim exim4", "smtp submission submissions urd"),
  program("Sendmail", "sendmail sendmail-mta", "smtp submission submissions urd"),
  program("OpenSMTPD", "smtpd opensmtpd", "smtp submission submissions urd"),
  program("Dovecot", "dovecot imap-login pop3-login", "imap imaps pop3 pop3s sieve submission submissions urd"),
  program("vsftpd", "vsftpd", "ftp ftps"),
  program("ProFTPD", "proftpd", "ftp ftps"),
  program("telnetd", "telnetd in.telnetd", "telnet"),
  program("rsync", "rsync", "rsync"),
  program("Net-SNMP", "snmpd snmptrapd", "snmp snmptrap agentx"),
  // https://openvpn.net/community-resources/reference-manual-for-openvpn-2-6/ (--port-share: beside an HTTPS server)
  program("OpenVPN", "openvpn", "openvpn", [443]),
  // https://tailscale.com/kb/1223/funnel (443, 8443 and 10000)
  program("Tailscale", "tailscaled", "tailscale", [443, 8443, 10_000]),
  program("WireGuard", "wireguard-go boringtun", "wireguard"),
  // https://mosh.org/ (60000 to 61000)
  program("Mosh", "mosh-server", "", numbersIn({ first: 60_000, last: 61_000 })),
  program("strongSwan", "charon charon-systemd", "isakmp ipsec-nat-t"),
  program("PostgreSQL", "postgres postmaster", "postgresql postgres"),
  program("PgBouncer", "pgbouncer", "postgresql pgbouncer"),
  program("MySQL", "mysqld", "mysql mysqlx", [33_062]),
  program("MariaDB", "mariadbd", "mysql"),
  program("Redis", "redis-server redis-sentinel", "redis redis-sentinel"),
  program("Valkey", "valkey-server", "redis"),
  program("memcached", "memcached", "memcache"),
  program("MongoDB", "mongod mongos", "mongodb"),
  program("SQL Server", "sqlservr", "ms-sql-s ms-sql-m mssql"),
  program("SQL Server Browser", "sqlbrowser", "ms-sql-m sqlbrowser"),
  program("Oracle listener", "tnslsnr", "oracle"),
  program("ClickHouse", "clickhouse-server", "clickhouse", [9004, 9005]),
  webProgram("InfluxDB", "influxd", "influxdb"),
  webProgram("ArangoDB", "arangod", "arangodb"),
  webProgram("Qdrant", "qdrant", "qdrant"),
  webProgram("Meilisearch", "meilisearch", "meilisearch"),
  webProgram("etcd", "etcd", "etcd-client etcd-server etcd", [2381]),
  webProgram("Consul", "consul", "consul domain"),
  webProgram("Vault", "vault", "vault"),
  webProgram("Nomad", "nomad", "nomad"),
  webProgram("Docker", "dockerd", "docker docker-s swarm dockerd"),
  webProgram("kubelet", "kubelet", "kubelet", [10_248, 10_255]),
  webProgram("Kubernetes API server", "kube-apiserver", "kube-apiserver https"),
  webProgram("Prometheus", "prometheus", "prometheus"),
  webProgram("Grafana", "grafana grafana-server", "grafana"),
  webProgram("node_exporter", "node_exporter prometheus-node-exporter", "node-exporter"),
  program("Zabbix agent", "zabbix_agentd zabbix_agent2", "zabbix-agent"),
  // https://github.com/eclipse/mosquitto/blob/2c1f91838c7bb4bba621d2b059516e9e06242dad/docker/1.4.8/README.md
  program("Mosquitto", "mosquitto", "mqtt secure-mqtt", [9001]),
  program("NATS", "nats-server", "nats"),
  program("Xorg", "xorg", "x11"),
  program("VNC server", "xvnc xtigervnc x11vnc vncserver", "rfb x11"),
  program("xrdp", "xrdp", "ms-wbt-server rdp"),
  program("Tor", "tor", "tor"),
  program("Transmission", "transmission-daemon", "transmission"),
  program("Git daemon", "git-daemon", "git"),
];

/** Linux truncates process names to 15 characters (proc(5), comm), lsof to 9, netstat to some others. */
const MIN_TRUNCATED_LENGTH = 9;
const BY_PROCESS = indexByProcess();

/** The program of a process, by its name or a truncated form of it; null if it is unknown or ambiguous. */
export function programOf(process: string): Program | null {
  return BY_PROCESS.get(process.toLowerCase().replace(/\.exe$/, "")) ?? null;
}

/** Indexes all process names and their truncated forms; null for forms shared by two programs. */
function indexByProcess(): ReadonlyMap<string, Program | null> {
  const found = new Map<string, Program | null>();
  for (const each of PROGRAMS) {
    for (const name of each.processes) {
      for (let length = MIN_TRUNCATED_LENGTH; length < name.length; length++) {
        const start = name.slice(0, length);
        found.set(start, found.has(start) && found.get(start) !== each ? null : each);
      }
    }
  }
  for (const each of PROGRAMS) for (const name of each.processes) found.set(name, each);
  return found;
}

/** Whether any program's documentation names the port. */
export function isDocumentedPort(port: number): boolean {
  return PROGRAMS.some(({ ports }) => ports.includes(port));
}

/** The programs that serve one of the services or known uses. */
export function programsServing(names: readonly string[]): readonly Program[] {
  return distinct(names.flatMap((name) => BY_SERVICE.get(name)?.map(({ program }) => program) ?? []));
}

const BY_SERVICE = Map.groupBy(
  PROGRAMS.flatMap((program) => program.serves.map((name) => ({ name, program }))),
  ({ name }) => name,
);

function program(software: string, processes: string, serves: string, ports: readonly number[] = []): Program {
  const words = (text: string) => text.split(" ").filter((word) => word !== "");
  return { software, processes: words(processes), serves: words(serves), ports, isWeb: false };
}

function webProgram(software: string, processes: string, serves: string, ports: readonly number[] = []): Program {
  return { ...program(software, processes, serves, ports), isWeb: true };
}
