import type { Transport } from "#core/registry/port.ts";

/** Software that is meant to be reached only from its own host or a closed network. */
export interface InternalService {
  readonly software: string;
  /** Process names in lower case; empty if the name doesn't identify it, as with java. */
  readonly processes: readonly string[];
  /** Whether the process name alone identifies it, on any port. */
  readonly isOnAnyPort: boolean;
  readonly ports: readonly number[];
  readonly transports: readonly Transport[];
  /** The reason, from its documentation. */
  readonly reason: InternalReason;
  /** The source of the reason; https. */
  readonly source: string;
}

/**
 * `default-local`: listens on loopback by default; `trusted-network`: its documentation asks to expose it to trusted
 * hosts only; `full-control`: access means control of the host or its containers; `control-plane`: only the rest of its
 * cluster needs to reach it.
 */
export type InternalReason = "default-local" | "trusted-network" | "full-control" | "control-plane";

/** Software that usually stays local, each with a source. */
export const INTERNAL_SERVICES: readonly InternalService[] = [
  row(
    "full-control",
    "Docker API without TLS",
    "dockerd",
    [2375],
    "https://docs.docker.com/engine/security/protect-access/",
  ),
  row(
    "control-plane",
    "kubelet API",
    "kubelet",
    [10_250],
    "https://kubernetes.io/docs/reference/access-authn-authz/kubelet-authn-authz/",
  ),
  row("default-local", "etcd", "etcd", [2379, 2380], "https://etcd.io/docs/v3.4/op-guide/configuration/"),
  onAnyPort(
    "trusted-network",
    "Redis",
    "redis-server valkey-server",
    [6379],
    "https://redis.io/docs/latest/operate/oss_and_stack/management/security/",
  ),
  onAnyPort(
    "trusted-network",
    "Redis Sentinel",
    "redis-sentinel",
    [26_379],
    "https://redis.io/docs/latest/operate/oss_and_stack/management/security/",
  ),
  {
    ...onAnyPort(
      "trusted-network",
      "memcached",
      "memcached",
      [11_211],
      "https://www.cve.org/CVERecord?id=CVE-2018-1000115",
    ),
    transports: ["tcp", "udp"],
  },
  onAnyPort(
    "default-local",
    "PostgreSQL",
    "postgres postmaster",
    [5432],
    "https://www.postgresql.org/docs/current/runtime-config-connection.html",
  ),
  onAnyPort(
    "trusted-network",
    "MySQL or MariaDB",
    "mysqld mariadbd",
    [3306, 33_060],
    "https://dev.mysql.com/doc/refman/8.4/en/security-guidelines.html",
  ),
  onAnyPort(
    "default-local",
    "MongoDB",
    "mongod mongos",
    [27_017, 27_018, 27_019],
    "https://www.mongodb.com/docs/manual/core/security-mongodb-configuration/",
  ),
  row(
    "default-local",
    "Elasticsearch",
    "",
    [9200, 9300],
    "https://www.elastic.co/guide/en/elasticsearch/reference/8.9/modules-network.html",
  ),
  row("default-local", "CouchDB", "", [5984], "https://docs.couchdb.org/en/stable/config/http.html"),
  row(
    "default-local",
    "Cassandra JMX",
    "",
    [7199],
    "https://docs.datastax.com/en/cassandra-oss/2.1/cassandra/security/securityTOC.html",
  ),
  row(
    "default-local",
    "Rspamd",
    "rspamd",
    [11_332, 11_333, 11_334],
    "https://github.com/rspamd/rspamd/blob/master/conf/rspamd.conf",
  ),
  row(
    "default-local",
    "Ollama",
    "ollama",
    [11_434],
    "https://github.com/ollama/ollama/blob/01d4047ed3c9cdbde19d812c2fc2296497f7a509/docs/faq.md",
  ),
  row("default-local", "Caddy admin API", "", [2019], "https://caddyserver.com/docs/api"),
  row("default-local", "Node.js inspector", "", [9229], "https://nodejs.org/en/learn/getting-started/debugging"),
];

function row(
  reason: InternalReason,
  software: string,
  processes: string,
  ports: readonly number[],
  source: string,
): InternalService {
  return {
    reason,
    software,
    isOnAnyPort: false,
    processes: processes.split(" ").filter((name) => name !== ""),
    ports,
    transports: ["tcp"],
    source,
  };
}

function onAnyPort(...given: Parameters<typeof row>): InternalService {
  return { ...row(...given), isOnAnyPort: true };
}
