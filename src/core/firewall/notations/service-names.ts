import type { FirewallRule } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";
import { portSpan } from "#core/firewall/rule-words.ts";
import type { Transport } from "#core/registry/port.ts";

/** `22/tcp`, `137:138/udp`, `53` for both transports. */
type Ports = string;

/**
 * What ufw's application profiles and firewalld's services open where their names aren't IANA's, or where one name
 * stands for several ports.
 *
 * Sources: the profiles in ufw's `profiles` folder and in the packages of Debian that ship one (apache2, nginx, samba, postfix,
 * dovecot, openssh); the files in firewalld's `config/services`.
 */
const SERVICES: Readonly<Record<string, Ports>> = {
  openssh: "22/tcp",
  apache: "80/tcp",
  "apache full": "80/tcp 443/tcp",
  "apache secure": "443/tcp",
  "nginx http": "80/tcp",
  "nginx https": "443/tcp",
  "nginx full": "80/tcp 443/tcp",
  "nginx quic": "443/udp",
  "www full": "80/tcp 443/tcp",
  "www secure": "443/tcp",
  "www cache": "8080/tcp",
  www: "80/tcp",
  cups: "631",
  samba: "137:138/udp 139/tcp 445/tcp",
  "samba-client": "137:138/udp",
  postfix: "25/tcp",
  "postfix smtps": "465/tcp",
  "postfix submission": "587/tcp",
  "dovecot imap": "143/tcp",
  "dovecot secure imap": "993/tcp",
  "dovecot pop3": "110/tcp",
  "dovecot secure pop3": "995/tcp",
  "mail submission": "587/tcp",
  bind9: "53",
  dns: "53",
  squid: "3128/tcp",
  cifs: "137:138/udp 139/tcp 445/tcp",
  nfs: "2049/tcp",
  nfs3: "2049/tcp 2049/udp",
  mountd: "20048",
  "rpc-bind": "111",
  dhcp: "67/udp",
  dhcpv6: "547/udp",
  "dhcpv6-client": "546/udp",
  cockpit: "9090/tcp",
  http: "80/tcp",
  http3: "443/udp",
  https: "443/tcp",
  ssh: "22/tcp",
  ftp: "21/tcp",
  tftp: "69/udp",
  telnet: "23/tcp",
  smtp: "25/tcp",
  smtps: "465/tcp",
  "smtp-submission": "587/tcp",
  imap: "143/tcp",
  imaps: "993/tcp",
  pop3: "110/tcp",
  pop3s: "995/tcp",
  ldap: "389/tcp",
  ldaps: "636/tcp",
  kerberos: "88",
  kpasswd: "464",
  kadmin: "749/tcp",
  ntp: "123/udp",
  snmp: "161",
  snmptrap: "162",
  syslog: "514/udp",
  mdns: "5353/udp",
  ipp: "631/tcp",
  "ipp-client": "631/udp",
  "ws-discovery": "3702/udp 5357/tcp",
  mysql: "3306/tcp",
  postgresql: "5432/tcp",
  redis: "6379/tcp",
  "redis-sentinel": "26379/tcp",
  mongodb: "27017/tcp",
  elasticsearch: "9200/tcp 9300/tcp",
  memcache: "11211",
  "zabbix-agent": "10050/tcp",
  "zabbix-server": "10051/tcp",
  prometheus: "9090/tcp",
  "prometheus-node-exporter": "9100/tcp",
  grafana: "3000/tcp",
  rdp: "3389",
  "vnc-server": "5900:5903/tcp",
  wireguard: "51820/udp",
  openvpn: "1194/udp",
  ipsec: "500/udp 4500",
  "docker-registry": "5000/tcp",
  "docker-swarm": "2377/tcp 7946 4789/udp",
  "kube-apiserver": "6443/tcp",
  kubelet: "10250/tcp",
  "etcd-client": "2379/tcp",
  "etcd-server": "2380/tcp",
  jenkins: "8080/tcp",
  transmission: "51413",
  "transmission-client": "51413",
  syncthing: "22000 21027/udp",
  plex: "32400/tcp",
};

/** The rule for a profile's or a service's ports; null if it isn't known. */
export function serviceRules(rule: FirewallRule, name: string, context: RuleContext): readonly FirewallRule[] | null {
  const key = name.toLowerCase();
  const ports = Object.hasOwn(SERVICES, key) ? (SERVICES[key] ?? "") : "";
  if (ports !== "") return ports.split(" ").map((each) => ruleForPorts(rule, each, context));
  const [bareName = "", protocol] = key.split("/", 2);
  const transports = protocol === "tcp" || protocol === "udp" ? ([protocol] as const) : (["tcp", "udp"] as const);
  const named = transports.flatMap((transport) => {
    const port = /^[a-z][\w-]{0,30}$/.test(bareName) ? context.portByName(bareName, transport) : null;
    return port === null ? [] : [withPort(rule, port, transport)];
  });
  return named.length === 0 ? null : named;
}

function withPort(rule: FirewallRule, port: number, transport: Transport): FirewallRule {
  return { ...rule, ports: [{ first: port, last: port }], transports: [transport] };
}

function ruleForPorts(rule: FirewallRule, text: string, context: RuleContext): FirewallRule {
  const [ports = "", transport] = text.split("/", 2);
  const span = portSpan(ports, null, context);
  const transports: readonly Transport[] = transport === "tcp" || transport === "udp" ? [transport] : ["tcp", "udp"];
  return { ...rule, transports, ports: span === null ? [] : [span] };
}
