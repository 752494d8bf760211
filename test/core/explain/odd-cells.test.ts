import { describe, expect, it } from "vitest";
import { readBriefly } from "../../support/pastes/read-briefly.ts";

describe("kubectl get svc", () => {
  it.each([
    ["a masked address", "web ClusterIP 10.43.a.b <none> 9000/TCP 3d", ["9000/tcp 10.43.a.b web"]],
    ["a word for the address", "web ClusterIP <cluster-ip> <none> 9000/TCP 3d", ["9000/tcp <cluster-ip> web"]],
    [
      "a load balancer's masked name",
      "web LoadBalancer 10.43.0.9 web-<account>.<region>.elb.example.com 443:30443/TCP 3d",
      ["443/tcp 10.43.0.9 web", "443/tcp web-<account>.<region>.elb.example.com web", "30443/tcp * web"],
    ],
    [
      "a load balancer's cut name",
      "web LoadBalancer 10.43.0.9 k8s-shop-web-...elb.example.com 443:30443/TCP 3d",
      ["443/tcp 10.43.0.9 web", "443/tcp k8s-shop-web-...elb.example.com web", "30443/tcp * web"],
    ],
  ])("is read with %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it.each([
    [
      "labels",
      "NAME LABELS SELECTOR IP(S) PORT(S)\nweb app=web,tier=a app=web 10.0.4.4 8025/TCP",
      ["8025/tcp 10.0.4.4 web"],
    ],
    [
      "ports below each other",
      [
        "NAMESPACE  NAME  LABELS   SELECTOR  IP(S)     PORT(S)  AGE",
        "shop       dns   app=dns  app=dns   10.0.4.5  53/UDP   3d",
        "                                              53/TCP",
        "shop       web   <none>   app=web   10.0.4.4  80/TCP   3d",
        "                                    192.0.2.9",
      ].join("\n"),
      ["53/udp 10.0.4.5 shop/dns", "53/tcp 10.0.4.5 shop/dns", "80/tcp 10.0.4.4 shop/web", "80/tcp 192.0.2.9 shop/web"],
    ],
    [
      "other names of columns",
      "NAME CLUSTER_IP EXTERNAL_IP PORT(S) SELECTOR AGE\nweb 10.0.4.4 <none> 8025/TCP app=web 3d",
      ["8025/tcp 10.0.4.4 web"],
    ],
  ])("is read in the format of old versions, with %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it("takes a name of another cluster for no address", () => {
    expect(readBriefly("web ExternalName <none> db.example.com 5432/TCP 3d")).toEqual([]);
  });
});

describe("tables of containers", () => {
  it.each([
    [
      "ports without a transport",
      "NAME STATUS PORTS\nedge running (healthy) 0.0.0.0:81->80, [::]:82->82\ncache running 6379/tcp",
      ["81/- 0.0.0.0 edge", "82/- [::] edge"],
    ],
    [
      "a container that exited",
      "$ docker ps -a\nedge shop/edge:2 0.0.0.0:81->80/tcp Up 4 days\nadmin shop/admin:2 0.0.0.0:82->80/tcp Exited (255) 4 days ago",
      ["81/tcp 0.0.0.0 edge"],
    ],
    [
      "a container that exited, in columns of one's choice",
      "edge | 0.0.0.0:81->80/tcp | Up 4 days\nadmin | 0.0.0.0:82->80/tcp | Exited (255) 4 days ago",
      ["81/tcp 0.0.0.0"],
    ],
    [
      "a container that exited, with its id",
      'CONTAINER ID IMAGE COMMAND CREATED STATUS PORTS NAMES\n0a1b2c3d4e5a caddy "run" 2 days ago Exited (255) 2 hours ago 0.0.0.0:81->80/tcp edge',
      [],
    ],
    [
      "a container that is up, whose command names an exit",
      "edge | sh -c exit 1 | Up 3 days | 0.0.0.0:81->80/tcp",
      ["81/tcp 0.0.0.0 edge"],
    ],
    ["no port that a sentence names without a transport", "we forward 0.0.0.0:8080->80 there", []],
  ])("are read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });
});

describe("sockstat of illumos", () => {
  const HEAD = "USER COMMAND PID PROTO LOCAL ADDRESS REMOTE ADDRESS";
  it("is read without descriptors", () => {
    const rows = [
      "www caddy 4107 tcp4 0.0.0.0:443 *.*",
      "root mail relay 160 tcp6 ::1:25 *.*",
      "app beam.smp 18 udp4 127.0.0.1:514 *.*",
    ];
    expect(readBriefly([HEAD, ...rows].join("\n"))).toEqual([
      "443/tcp 0.0.0.0 caddy 4107",
      "25/tcp ::1 mail relay 160",
      "514/udp 127.0.0.1 beam.smp 18",
    ]);
  });

  it("lists no connection", () => {
    expect(readBriefly(`${HEAD}\nroot sshd 189 tcp4 192.0.2.7:2222 198.51.100.9:18082`)).toEqual([]);
  });
});

describe("marks of forums and chats", () => {
  it("are removed where a tag isn't closed", () => {
    expect(
      readBriefly(
        "[COLOR=Blue]nmbd 687 root 6u IPv4 106 0t0 UDP *:137\nsmbd 688 root 7u IPv4 107 0t0 TCP *:445 (LISTEN)",
      ),
    ).toEqual(["137/udp * nmbd 687", "445/tcp * smbd 688"]);
  });

  it("are removed around a row in bold", () => {
    expect(readBriefly("**Discovered open port 161/tcp on 192.0.2.61**")).toEqual(["161/tcp 192.0.2.61"]);
  });
});

describe("other rows", () => {
  it.each([
    [
      "ss, a blank before the processes",
      'LISTEN 0 9 192.0.2.7:389 0.0.0.0:* users (("slapd",pid=28,fd=8))',
      "389/tcp 192.0.2.7 slapd 28",
    ],
    ["masscan's banners", "Banner on port 22/tcp on 192.0.2.61: [ssh] SSH-2.0-OpenSSH_9.6", "22/tcp 192.0.2.61"],
  ])("are read: %s", (_, text, listener) => {
    expect(readBriefly(text)).toEqual([listener]);
  });
});

describe("fuser asked by a service's name", () => {
  it("names the port of the service", () => {
    expect(readBriefly("$ fuser -n tcp ssh https\nssh/tcp: 940 1308\nhttps/tcp: 592")).toEqual([
      "22/tcp - - 940",
      "443/tcp - - 592",
    ]);
  });

  it("is not what any text with a service and a number is", () => {
    expect(readBriefly("ssh/tcp: 22\nhttps/tcp: 443")).toEqual([]);
  });
});

describe("rows inside other texts", () => {
  it("are read from what strace shows of netstat", () => {
    const rows = [
      "tcp 0 0 127.0.0.1:8025 0.0.0.0:* LISTEN ",
      "tcp6 0 0 :::9100 :::* LISTEN     ",
      "tcp 0 0 192.0.2.7:22 198.51.100.9:5312 ESTABLISHED",
    ];
    expect(readBriefly(rows.map((row) => `write(1, "${row}\\n", 80) = 80`).join("\n"))).toEqual([
      "8025/tcp 127.0.0.1",
      "9100/tcp ::",
    ]);
  });

  it("are read from a code span in a sentence", () => {
    const text = "My proxy shows `tcp 0 0 0.0.0.0:8025 0.0.0.0:* LISTEN 812/envoy` and nothing else.";
    expect(readBriefly(text)).toEqual(["8025/tcp 0.0.0.0 envoy 812"]);
  });

  it.each([
    ["a row of Windows", "Port 53 is taken: `TCP 0.0.0.0:53 0.0.0.0:0 LISTENING 12000`.", ["53/tcp 0.0.0.0 - 12000"]],
    ["a row of lsof", "I see `envoy 812 web 3u IPv4 0x1 0t0 TCP *:8025 (LISTEN)` there.", ["8025/tcp * envoy 812"]],
    [
      "two rows of ss",
      "`LISTEN 0 128 0.0.0.0:22 0.0.0.0:*` and `LISTEN 0 511 0.0.0.0:80 0.0.0.0:*`",
      ["22/tcp 0.0.0.0", "80/tcp 0.0.0.0"],
    ],
    [
      "docker port in a table's cell",
      "| ports | `docker port web` | `80/tcp -> 0.0.0.0:81`, `443/udp -> [::]:82` |",
      ["81/tcp 0.0.0.0", "82/udp [::]"],
    ],
    ["nc", "It says `Connection to 192.0.2.5 22 port [tcp/ssh] succeeded!`, so it works", ["22/tcp 192.0.2.5"]],
    [
      "a row in quotation marks",
      'I get "tcp 0 0 0.0.0.0:8025 0.0.0.0:* LISTEN 812/envoy" when I run it.',
      ["8025/tcp 0.0.0.0 envoy 812"],
    ],
    [
      "ss in quotation marks",
      'It has "LISTEN 0 9 *:8025 *:* users:(("envoy",pid=812,fd=3))", as it should.',
      ["8025/tcp * envoy 812"],
    ],
  ])("are read from a sentence: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it.each([
    ["on one line", "80/tcp -> 0.0.0.0:81, 443/tcp -> 0.0.0.0:82", ["81/tcp 0.0.0.0", "82/tcp 0.0.0.0"]],
    [
      "with the container's name",
      "web: 80/tcp -> 0.0.0.0:81 443/tcp -> [::]:82",
      ["81/tcp 0.0.0.0 web", "82/tcp [::]"],
    ],
    ["with a remark", "80/tcp -> 0.0.0.0:81 (the front)", ["81/tcp 0.0.0.0"]],
    ["in JSON", '{"out": "80/tcp -> 0.0.0.0:81\\n443/tcp -> 0.0.0.0:82"}', ["81/tcp 0.0.0.0", "82/tcp 0.0.0.0"]],
  ])("are read from docker port %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it("are none where a sentence forwards a port", () => {
    expect(
      readBriefly("I forward 80/tcp -> 192.0.2.5:8025 on the router.\nforward 80/tcp -> 192.0.2.5:8025 to it"),
    ).toEqual([]);
  });

  it("are read from nmap's lines in a list of JSON", () => {
    const text =
      '"msg": [\n"Host: 192.0.2.9 (web.example)\\tStatus: Up",\n"Host: 192.0.2.9 (web.example)\\tPorts: 80/open/tcp//http///, 81/closed/tcp/////"\n]';
    expect(readBriefly(text)).toEqual(["80/tcp 192.0.2.9"]);
  });
});

describe("backslashes of Markdown", () => {
  it.each([
    ["ss", "tcp LISTEN 0 128 \\[::\\]:8025 \\[::\\]:\\*", ["8025/tcp [::]"]],
    ["lsof", "envoy 40 web\\_user 3u IPv4 0x1 0t0 TCP \\*:8025 \\(LISTEN\\)", ["8025/tcp * envoy 40"]],
    [
      "docker ps",
      "edge\\_1 0.0.0.0:81-\\>80/tcp, \\[::\\]:82-\\>80/tcp",
      ["81/tcp 0.0.0.0 edge_1", "82/tcp [::] edge_1"],
    ],
    ["nc", "Connection to 192.0.2.5 port 5432 \\[tcp/postgresql\\] succeeded!", ["5432/tcp 192.0.2.5"]],
    ["kubectl", "web ClusterIP 10.0.4.4 \\<none\\> 8025/TCP 3d", ["8025/tcp 10.0.4.4 web"]],
  ])("are removed: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it("stay in a prompt", () => {
    expect(readBriefly("PS C:\\_work> netstat -ano\n TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 900")).toEqual([
      "135/tcp 0.0.0.0 - 900",
    ]);
  });
});

describe("a word in place of what is not shown", () => {
  it.each([
    ["an id in netstat of Windows", "TCP 0.0.0.0:8025 0.0.0.0:0 ABHÖREN [PID]", ["8025/tcp 0.0.0.0"]],
    ["an id of two words", "TCP 0.0.0.0:8025 0.0.0.0:0 LISTENING <process id>", ["8025/tcp 0.0.0.0"]],
    ["a hidden id of udp", "UDP 0.0.0.0:8025 *:* xxxx", ["8025/udp 0.0.0.0"]],
    ["a program without its id", "TCP 0.0.0.0:8025 EDGE-PC:0 LISTENING [envoy.exe]", ["8025/tcp 0.0.0.0 envoy.exe"]],
    ["an id in netstat of Linux", "tcp 0 0 0.0.0.0:8025 0.0.0.0:* LISTEN <PID>/envoy", ["8025/tcp 0.0.0.0 envoy"]],
    ["an id and a name", "tcp 0 0 0.0.0.0:8025 0.0.0.0:* LISTEN XXXX/<program>", ["8025/tcp 0.0.0.0"]],
    ["a name in ss", "LISTEN 0 128 0.0.0.0:8025 0.0.0.0:* <process>", ["8025/tcp 0.0.0.0"]],
    ["an id in lsof", "envoy [PID] web 3u IPv4 0x1 0t0 TCP *:8025 (LISTEN)", ["8025/tcp * envoy"]],
    ["columns of lsof", "envoy 812 web [...] TCP *:8025 (LISTEN)", ["8025/tcp * envoy 812"]],
  ])("is read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it.each([
    ["a connection", "TCP 192.0.2.5:50012 198.51.100.7:443 HERGESTELLT [PID]"],
    ["a connection of lsof", "envoy <PID> web 5u IPv4 0x1 0t0 TCP 192.0.2.5:5001->198.51.100.7:443 (ESTABLISHED)"],
  ])("makes no listener of %s", (_, text) => {
    expect(readBriefly(text)).toEqual([]);
  });
});

describe("odd ends of sockets", () => {
  it.each([
    ["a peer without its port", "TCP 0.0.0.0:8025 EDGE-PC LISTENING", ["8025/tcp 0.0.0.0"]],
    [
      "a peer without its port on Linux",
      "tcp 0 0 0.0.0.0:8025 0.0.0.0 LISTEN 812/envoy",
      ["8025/tcp 0.0.0.0 envoy 812"],
    ],
    ["a blank before the port", "udp 0 0 *: xdmcp *:*\nudp 0 0 *:bootpc *:*", ["177/udp *", "68/udp *"]],
    ["blanks before both ports", "LISTEN 0 128 [::]: 8025 [::]: * sshd", ["8025/tcp [::] sshd"]],
  ])("are read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });
});

describe("nc", () => {
  it.each([
    ["of Spanish", "edge.example [192.0.2.5] 8025 (http-alt) abierto", ["8025/tcp 192.0.2.5"]],
    ["of French, without a name", "(INCONNU) [192.0.2.5] 8025 (?) ouvert", ["8025/tcp 192.0.2.5"]],
    ["of Russian", "localhost [127.0.0.1] 8025 (ssh) открыт", ["8025/tcp 127.0.0.1"]],
    ["of BusyBox, asked with a port", "192.0.2.5:8025 (192.0.2.5:8025) open", ["8025/tcp 192.0.2.5"]],
    ["of nmap, with TLS", "Ncat: SSL connection to 192.0.2.5:8025.", ["8025/tcp 192.0.2.5"]],
    [
      "before what the server says",
      "Connection to 192.0.2.5 22 port [tcp/ssh] succeeded! SSH-2.0-OpenSSH_9.2",
      ["22/tcp 192.0.2.5"],
    ],
    ["in a table", "| edge | Connection to 192.0.2.5 22 port [tcp/ssh] succeeded! |", ["22/tcp 192.0.2.5"]],
  ])("is read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it("is no listener if it was refused", () => {
    expect(readBriefly("edge.example [192.0.2.5] 8025 (http-alt) cerrado\nlocalhost 23 (telnet) geschlossen")).toEqual(
      [],
    );
  });
});

describe("Test-NetConnection", () => {
  it("is read with blank lines between its values", () => {
    const text = "ComputerName : 192.0.2.7\n\nRemotePort : 443\n\nTcpTestSucceeded : True";
    expect(readBriefly(`${text}\n\n${text.replace("443", "80")}`)).toEqual(["443/tcp 192.0.2.7", "80/tcp 192.0.2.7"]);
  });
});

describe("columns of scripts", () => {
  it.each([
    [
      "a state in capitals and an id of another name",
      "LocalPort ProcessID ProcessName Protocol RemoteAddress RemotePort State\n8443 40 envoy TCP 0.0.0.0 0 LISTENING",
      ["8443/tcp - envoy 40"],
    ],
    [
      "sockets of udp, which have no state",
      "Protocol LocalAddress LocalPort State ProcessName\nTCP 0.0.0.0 8443 Listen envoy\nUDP 0.0.0.0 5353 chrome",
      ["8443/tcp 0.0.0.0 envoy", "5353/udp 0.0.0.0 chrome"],
    ],
    [
      "addresses beside ports",
      "-Local Address- LPort Remote Address- RPort ---State--- RecvQ SendQ\n192.0.2.7 23 0.0.0.0 0 LISTEN 0 0",
      ["23/tcp 192.0.2.7"],
    ],
    ["a state and no id", "PORT PROTO STATE PROGRAM\n8443 tcp LISTEN envoy\n8444 tcp ESTAB curl", ["8443/tcp - envoy"]],
    [
      "a table of Markdown",
      "| Port | Protocol | Address | Process |\n|---|---|---|---|\n| 8443 | tcp | 0.0.0.0 | envoy |",
      ["8443/tcp 0.0.0.0 envoy"],
    ],
  ])("are read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it("are none of a requirement", () => {
    expect(readBriefly("Port Protocol Source Purpose\n8443 tcp any web\n8444 tcp any web")).toEqual([]);
  });
});

describe("port 0", () => {
  it.each([
    ["a service of Docker", "1qo3ecfz14yq web global 3/3 socat:1 *:0->80/tcp,*:81->80/tcp", ["81/tcp * web"]],
    ["docker port", "80/tcp -> 0.0.0.0:0\n81/tcp -> 0.0.0.0:81", ["81/tcp 0.0.0.0"]],
    ["a Compose file", 'services:\n  web:\n    ports:\n      - "0:80"\n      - "81:80"', ["81/tcp * web"]],
    ["a Kubernetes service", "web NodePort 10.0.4.4 <none> 80:0/TCP 3d", ["80/tcp 10.0.4.4 web"]],
  ])("is none: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });
});

describe("values", () => {
  const JC = '"proto":"udp","local_address":"192.0.2.7","local_port":"domain","local_port_num":53,"foreign_port":"*"';
  const WINDOWS = '"LocalAddress":"0.0.0.0","RemotePort":0';
  it.each([
    ["netstat by jc", `[{${JC}}]`, ["53/udp 192.0.2.7"]],
    [
      "scripts",
      '[{"proto":"tcp","local_address":"::","local_port":8443,"state":"LISTENING","pid":40}]',
      ["8443/tcp :: - 40"],
    ],
    ["udp with a state", `[{"Protocol":"UDP",${WINDOWS},"LocalPort":5353,"State":100}]`, ["5353/udp 0.0.0.0"]],
    [
      "nmap without the type of an address",
      '<host><address addr="192.0.2.7"/><ports><port protocol="tcp" portid="443"><state state="open"/></port></ports></host>',
      ["443/tcp 192.0.2.7"],
    ],
    ["an IPv6 address without brackets", 'services:\n  web:\n    ports:\n      - "::1:81:80"', ["81/tcp ::1 web"]],
    [
      "a remark behind a service",
      '  web: # the proxy\n    <<: *base\n    ports: # all\n      - "81:80"',
      ["81/tcp * web"],
    ],
    [
      "a part of a specification",
      "  externalTrafficPolicy: Cluster\n  ports:\n  - name: http\n    port: 80\n  type: LoadBalancer",
      ["80/tcp"],
    ],
    [
      "lines with their numbers",
      "347   ipFamilyPolicy: SingleStack\n348   ports:\n349   - name: http\n350     port: 80\n351     protocol: TCP",
      ["80/tcp"],
    ],
    [
      "an Ingress that was cut",
      "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  rules:\n  - http:\n      paths:",
      ["80/tcp * web"],
    ],
  ])("are read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it("are connections where they name a peer's port", () => {
    expect(
      readBriefly('[{"protocol":"6","local_address":"192.0.2.7","local_port":"41750","remote_port":"123"}]'),
    ).toEqual([]);
  });
});
