const HEAD = "Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process";

/** A row of ss. @param where address and port */
export function ssRow(where: string, program: string, pid: number, transport = "tcp"): string {
  return `${transport}   LISTEN 0      128    ${where}    0.0.0.0:*    users:(("${program}",pid=${pid},fd=3))`;
}

/** What `ss -tulpn` prints. */
export function ssListing(...rows: readonly string[]): string {
  return [HEAD, ...rows].join("\n");
}

export const BEFORE = ssListing(
  ssRow("0.0.0.0:22", "sshd", 801),
  ssRow("127.0.0.1:6379", "redis-server", 802),
  ssRow("0.0.0.0:80", "nginx", 803),
  ssRow("127.0.0.1:3000", "grafana", 804),
  ssRow("0.0.0.0:2375", "dockerd", 805),
  ssRow("0.0.0.0:8125", "statsd", 806, "udp"),
  ssRow("0.0.0.0:41234", "chrome", 807, "udp"),
);

/** The same host after an update: other process ids and ephemeral sockets, and changes of every kind. */
export const AFTER = ssListing(
  ssRow("0.0.0.0:22", "sshd", 901),
  ssRow("0.0.0.0:6379", "redis-server", 902),
  ssRow("0.0.0.0:80", "apache2", 903),
  ssRow("127.0.0.1:3001", "grafana", 904),
  ssRow("0.0.0.0:2375", "dockerd", 905),
  ssRow("0.0.0.0:31337", "nc", 906),
  ssRow("0.0.0.0:9100", "node_exporter", 907),
  ssRow("127.0.0.1:5432", "postgres", 908),
  ssRow("0.0.0.0:52713", "chrome", 907, "udp"),
);
