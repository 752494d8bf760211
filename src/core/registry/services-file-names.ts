import type { Transport } from "#core/registry/port.ts";

/**
 * The port that a service's name stands for in the services files of Debian (netbase), Fedora (setup), the BSDs,
 * Solaris or Windows, where IANA's registry hasn't the name, or has it for several ports. Null for any other name.
 */
export function portInServicesFile(name: string, transport: Transport | null): number | null {
  const { tcp, udp } = PORTS;
  const key = name.toLowerCase();
  return (
    (transport === "udp" ? udp.get(key) : (tcp.get(key) ?? (transport === null ? udp.get(key) : undefined))) ?? null
  );
}

function ports(lines: string): ReadonlyMap<string, number> {
  return new Map(
    lines.split(" ").map((each) => {
      const [name = "", port = ""] = each.split("=");
      return [name, Number(port)];
    }),
  );
}

const PORTS = {
  tcp: ports(
    [
      "netstat=15 mail=25 whois=43 tacacs-ds=65 kerberos5=88 imap2=143 z3950=210 smtps=465 ssmtp=465 kerberos4=750 spamd=783",
      "supfilesrv=871 skkserv=1178 squid=3128 postgres=5432 iprop=2121 mon=2583 zebrasrv=2600 zebra=2601 ripd=2602 ripngd=2603",
      "ospfd=2604 bgpd=2605 ospf6d=2606 ospfapi=2607 isisd=2608 jabber-client=5222 jabber-server=5269 sip-tls=5061 nsca=5667",
      "canna=5680 vnc-server=5900 x11=6000 x11-0=6000 x11-1=6001 x11-2=6002 x11-3=6003 x11-4=6004 x11-5=6005 x11-6=6006",
      "x11-7=6007 ircd=6667 xfs=7100 zope-ftp=8021 webcache=8080 http-alt=8080 tproxy=8081 omniorb=8088 jetdirect=9100",
      "xinetd=9098 webmin=10000 kamanda=10081 amandaidx=10082 amidxtape=10083 csync2=30865 poppassd=106 krb5_prop=754 krb_prop=754",
      "datametrics=1645 bbs=7000 zope=9673 fax=4557 swat=901 kerberos-master=751 kerberos_master=751 krb-prop=754 supfiledbg=1127",
      "rmtcfg=1236 xtel=1313 xtelw=1314 clc-build-daemon=8990 dircproxy=57000 tfido=60177 fido=60179",
      // Older ones of Debian and Red Hat
      "hostmon=5355 noclog=5354 omirr=808 isdnlog=20011 vboxd=20012 asp=27374 support=1529 cfinger=2003 ninstall=2150 afbackup=2988",
      "afmbackup=2989 eklogin=2105 mrtd=5674 bgpsim=5675 pcrd=5151 enbd-cstatd=5051 enbd-sstatd=5052 sgi-cad=17004 customs=1001",
      "moira-db=775 wipld=1300 knetd=2053 loc-srv=135",
      // System V and Solaris
      "listen=2766 dtspc=6112 lockd=4045",
    ].join(" "),
  ),
  udp: ports(
    [
      "snmp-trap=162 biff=512 comsat=512 who=513 whod=513 route=520 router=520 datametrics=1645 mon=2583 sip-tls=5061 rplay=5555",
      "kerberos4=750 kerberos-master=751 squid=3128 postgres=5432 webcache=8080 http-alt=8080 tproxy=8081 kerberos5=88 ipsec-msft=4500",
      "hostmon=5355 noclog=5354 omirr=808 isdnlog=20011 vboxd=20012 asp=27374 ninstall=2150 afbackup=2988 afmbackup=2989",
      "customs=1001 passwd-server=752 predict=1210 mandelspawn=9359 sgi-cmsd=17001 sgi-crsd=17002 sgi-gcd=17003 lockd=4045 loc-srv=135",
    ].join(" "),
  ),
};
