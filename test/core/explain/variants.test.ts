import { describe, expect, it } from "vitest";
import { readBriefly } from "../../support/pastes/read-briefly.ts";

describe("ss", () => {
  it.each([
    ["a program's bare name", "LISTEN 0 128 0.0.0.0:22 0.0.0.0:* sshd", ["22/tcp 0.0.0.0 sshd"]],
    ["a name and an id", "tcp LISTEN 0 128 *:80 *:* nginx,pid=99", ["80/tcp * nginx 99"]],
    ["an id and a name", "tcp LISTEN 0 128 *:80 *:* 99/nginx", ["80/tcp * nginx 99"]],
    ["processes of old versions", 'LISTEN 0 128 *:22 *:* users:(("sshd",1021,3))', ["22/tcp * sshd 1021"]],
    ["no peer", "LISTEN 0 128 0.0.0.0:22\nLISTEN 0 511 [::]:80 nginx", ["22/tcp 0.0.0.0", "80/tcp [::] nginx"]],
    ["no peer and no queues", "tcp LISTEN 0.0.0.0:22\nudp UNCONN 0.0.0.0:68", ["22/tcp 0.0.0.0", "68/udp 0.0.0.0"]],
    ["colours that lost their escapes", "tcp LISTEN 0 128 [01;31m[K:::8080[m[K :::*", ["8080/tcp ::"]],
  ])("is read with %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it("never takes a word below a row for its program", () => {
    expect(readBriefly("LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\nDone")).toEqual(["22/tcp 0.0.0.0"]);
  });

  it("is no listener without a peer if its state says that it is connected", () => {
    expect(readBriefly("tcp ESTAB 0 0 192.0.2.1:22\ntcp UNCONN 0 0 0.0.0.0:5000 0.0.0.0:*")).toEqual([]);
  });
});

describe("netstat", () => {
  it.each([
    ["a row that was cut behind its peer", "tcp 0 0 0.0.0.0:3306 0.0.0.0:*", ["3306/tcp 0.0.0.0"]],
    ["HTML's line breaks", "tcp6 0 0 [::]:squid [::]:* LISTEN <br>", ["3128/tcp [::]"]],
    [
      "names of services files",
      "tcp 0 0 *:webcache *:* LISTEN\ntcp 0 0 *:postgres *:* LISTEN\ntcp 0 0 *:swat *:* LISTEN",
      ["8080/tcp *", "5432/tcp *", "901/tcp *"],
    ],
    ["a first column that was cut", "p6 0 0 :::8025 :::* LISTEN 812/envoy", ["8025/tcp :: envoy 812"]],
    ["no first column", "0 0 0.0.0.0:8025 0.0.0.0:* LISTEN -", ["8025/tcp 0.0.0.0"]],
    ["bytes of Python", "b'tcp 0 0 0.0.0.0:8025 0.0.0.0:* LISTEN 812/envoy\\n'", ["8025/tcp 0.0.0.0 envoy 812"]],
    ["Markdown's underscores", "tcp 0 0 _:6379 0.0.0.0:_ LISTEN", ["6379/tcp *"]],
  ])("is read with %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });
});

describe("what stands around a row", () => {
  const ROW = "tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*";
  it.each([
    ["a comment and an arrow", `# -> ${ROW}`],
    ["a heading of Markdown", `#### ${ROW}`],
    ["a comment and words", `# Kết quả: ${ROW}`],
    ["a label", `Expected output: ${ROW}`],
    ["a remark", `${ROW}    # ✅ as it should be`],
    ["a tick", `${ROW} ✅`],
    ["a question", `${ROW} <-- why is this open?`],
    ["a comment behind a command", `ss -tln    # ${ROW}`],
    ["a comment's sign that sticks to it", `//${ROW}\n//udp UNCONN 0 0 192.0.2.7:5000 192.0.2.9:5000`],
    ["entities of HTML", `&quot;${ROW.replaceAll(" ", "&nbsp;")}&quot;`],
  ])("is removed: %s", (_, text) => {
    expect(readBriefly(`${text}\n`)).toEqual(["22/tcp 0.0.0.0"]);
  });
});

describe("tables", () => {
  it.each([
    [
      "kubectl's chosen columns",
      "NAME TYPE CLUSTER-IP PORT(S) AGE\nservice/web NodePort 10.43.197.40 80:30080/TCP 137d",
      ["80/tcp 10.43.197.40 web", "30080/tcp * web"],
    ],
    [
      "Cisco's sockets with a dash as the peer's port",
      "Proto Remote Port Local Port In Out Stat TTY OutputIF\n 17 --listen-- -- 0.0.0.0 67 0 0 211 0",
      ["67/udp 0.0.0.0"],
    ],
    [
      "Cisco's open ports without a state",
      "Prot Local Address Foreign Address\n tcp *:23 *:0\n udp *:123 *:0",
      ["23/tcp *", "123/udp *"],
    ],
    ["nc's address", "Connection to localhost (127.0.0.1) 22 port [tcp/ssh] succeeded!", ["22/tcp 127.0.0.1"]],
  ])("are read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });
});

describe("a transport that isn't shown", () => {
  const table = "LocalAddress LocalPort OwningProcess\n------------ --------- -------------\n:: 8644 25936";
  const json = '[{"LocalAddress":"::","LocalPort":8644,"OwningProcess":25936}]';
  const fields = "p25936\nf3\nn[::]:8644";
  it.each([
    ["PowerShell's table", table, "tcp"],
    ["below a title", `UDP endpoints:\n${table}`, "udp"],
    ["below its command", `PS C:\\> Get-NetUDPEndpoint | select LocalAddress,LocalPort,OwningProcess\n${table}`, "udp"],
    ["below both commands", `PS C:\\> Get-NetTCPConnection; Get-NetUDPEndpoint\n${table}`, "-"],
    ["PowerShell's JSON", json, "tcp"],
    ["JSON below its command", `PS C:\\> Get-NetUDPEndpoint | ConvertTo-Json\n${json}`, "udp"],
    ["JSON under a key", `{"tcp":[],"udp":${json}}`, "udp"],
    ["lsof -F", fields, "tcp"],
    ["lsof -F below its command", `$ lsof -nP -iUDP -F pn\n${fields}`, "udp"],
  ])("is taken from what stands around, or is tcp: %s", (_, text, transport) => {
    expect(readBriefly(text).map((each) => each.replace(/\[(.*?)\]/, "$1"))).toEqual([`8644/${transport} :: - 25936`]);
  });

  it("stays open for the sockets of systemd, which lists both", () => {
    const types =
      "LISTEN TYPE UNIT ACTIVATES\n[::]:22 Stream ssh.socket ssh.service\n[::]:69 Datagram tftp.socket tftp.service";
    expect(readBriefly("LISTEN UNIT ACTIVATES\nvsock::22 sshd-vsock.socket -\n[::]:22 ssh.socket ssh.service")).toEqual(
      ["22/- [::]"],
    );
    expect(readBriefly(types)).toEqual(["22/tcp [::]", "69/udp [::]"]);
  });
});

describe("reports of ports and their processes", () => {
  it("are read by their heads, with the transport of the title", () => {
    const text = [
      "--- TCP LISTENING PORTS ---",
      "  PORT     PROCESS     PID    NOTE",
      "  631      cupsd       442    printing",
      "--- UDP PORTS ---",
      "  PORT     PROCESS     PID    NOTE",
      "  5353     mDNSRespo   312    Bonjour",
    ];
    expect(readBriefly(text.join("\n"))).toEqual(["631/tcp - cupsd 442", "5353/udp - mDNSRespo 312"]);
    expect(
      readBriefly(
        "| Port | PID | Process Name | State |\n|---|---|---|---|\n| :3000 | 99 | node | LISTEN |\n| 3001 | 99 | node | CLOSED |",
      ),
    ).toEqual(["3000/tcp - node 99"]);
  });

  it("are no documentation", () => {
    expect(readBriefly("| Port | Protocol | Service |\n|---|---|---|\n| 22 | TCP | SSH |")).toEqual([]);
    expect(readBriefly("Port PID Process\nKill it with 3000 99 node")).toEqual([]);
  });
});

describe("values", () => {
  it.each([
    ["osquery's chosen columns", '[{"port":"22","protocol":"6"},{"port":"53","protocol":"17"}]', ["22/tcp", "53/udp"]],
    [
      "two compose files",
      "services:\n  web:\n    ports:\n    - 80:80\n\n### override\n\nservices:\n  web:\n    ports:\n    - 90:90",
      ["80/tcp * web", "90/tcp * web"],
    ],
  ])("are read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });
});

describe("RustScan", () => {
  it("names the host of nmap's table below it, if it scanned one", () => {
    const table = "PORT STATE SERVICE\n22/tcp open ssh";
    expect(readBriefly(`Open 192.0.2.9:80\n${table}`)).toEqual(["80/tcp 192.0.2.9", "22/tcp 192.0.2.9"]);
    expect(readBriefly(`Open 192.0.2.9:80\nOpen 192.0.2.8:80\n${table}`)[2]).toBe("22/tcp");
  });
});

describe("rows of other systems and versions", () => {
  it.each([
    ["a state in Spanish", "tcp 0 0 0.0.0.0:22 0.0.0.0:* ESCUCHAR 1/sshd", ["22/tcp 0.0.0.0 sshd 1"]],
    ["a state in French", "tcp 0 0 0.0.0.0:22 0.0.0.0:* ÉCOUTE 1/sshd", ["22/tcp 0.0.0.0 sshd 1"]],
    ["sctp, which has no peer", "sctp 0.0.0.0:36412 LISTEN 1/amf", ["36412/sctp 0.0.0.0 amf 1"]],
    ["Windows' offload state", "TCP 0.0.0.0:445 0.0.0.0:0 LISTENING InHost", ["445/tcp 0.0.0.0"]],
    ["a name that a script added", "TCP 0.0.0.0:445 0.0.0.0:0 LISTENING 4 System", ["445/tcp 0.0.0.0 System 4"]],
    ["FreeBSD's netstat -L", "tcp4 0/0/128 *.22\ntcp4 0/0/10 127.0.0.1.25", ["22/tcp *", "25/tcp 127.0.0.1"]],
    ["macOS's netstat -L", "Listen Local Address\n0/0/128 *.22", ["22/tcp *"]],
    ["a program with blanks in sockstat", "root nginx: mas 812 4 tcp4 *:80 *:*", ["80/tcp * nginx 812"]],
    ["lsof -T", "sshd 812 root 3u IPv4 20546 0t0 TCP *:22 (LISTEN QR=0 QS=0)", ["22/tcp * sshd 812"]],
    [
      "lsof with a blank in the name",
      "Google Chrome 99 joe 24u IPv4 0x8 0t0 TCP *:80 (LISTEN)",
      ["80/tcp * Google Chrome 99"],
    ],
    [
      "lsof's chosen columns",
      "sshd 812 *:22 (LISTEN)\nnode TCP [::1]:80 (LISTEN)",
      ["22/tcp * sshd 812", "80/tcp [::1] node"],
    ],
    ["GNU's nc", "192.0.2.9 22 (ssh) open", ["22/tcp 192.0.2.9"]],
    ["BusyBox's nc", "web.example (192.0.2.9:22) open", ["22/tcp 192.0.2.9"]],
    ["RustScan -g with blanks", "192.0.2.9 -> [22, 80]", ["22/tcp 192.0.2.9", "80/tcp 192.0.2.9"]],
    ["rpcinfo without its head", "100000 4 tcp 111 portmapper", ["111/tcp"]],
  ])("are read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it.each([
    ["a socket that Windows has bound only", "TCP 0.0.0.0:50000 0.0.0.0:0 BOUND 1044"],
    ["a closed socket", "tcp 0 0 0.0.0.0:50000 0.0.0.0:* CLOSE"],
    ["a date", "21/11/2026 03:15:22"],
    [
      "a connection with lsof's words",
      "node 99 joe 24u IPv4 0x8 0t0 TCP 192.0.2.1:80->192.0.2.9:5000 (ESTABLISHED QR=0)",
    ],
    ["nc's failure", "(UNKNOWN) [192.0.2.9] 81 (?) : Connection refused"],
  ])("are no listeners: %s", (_, text) => {
    expect(readBriefly(text)).toEqual([]);
  });

  it("go on below a value of several lines", () => {
    const text =
      "RemoteAddress : 192.0.2.9\nRemotePort : 80\nNameResolutionResults : 192.0.2.9\n                        192.0.2.8\nNetRoute (NextHop) : 192.0.2.1\nTcpTestSucceeded : True";
    expect(readBriefly(text)).toEqual(["80/tcp 192.0.2.9"]);
  });
});

describe("containers and clusters", () => {
  const row = '"/docker-entrypoint.…" 2 days ago Up 2 days 0.0.0.0:8080->80/tcp web';
  const HEAD = "CONTAINER ID IMAGE COMMAND CREATED STATUS PORTS NAMES";
  it.each([
    ["an id that somebody replaced", `${HEAD}\n<id> nginx ${row}`, ["8080/tcp 0.0.0.0 web"]],
    ["columns in another order", "STATUS PORTS NAMES\nUp 2 hours 0.0.0.0:80->80/tcp web", ["80/tcp 0.0.0.0 web"]],
    [
      "a name with a colon",
      "web: 0.0.0.0:80->80/tcp\ndb: 127.0.0.1:5432->5432/tcp",
      ["80/tcp 0.0.0.0 web", "5432/tcp 127.0.0.1 db"],
    ],
    ["one port of a container", "$ docker port web 53/udp\n0.0.0.0:8053\n[::]:8053", ["8053/udp 0.0.0.0, [::] web"]],
    ["podman port -a", "1a2b3c4d5e6f 80/tcp -> 0.0.0.0:8080", ["8080/tcp 0.0.0.0 1a2b3c4d5e6f"]],
    [
      "replicas with a limit",
      "xypw5n1nri9a web replicated 1/1 (max 1 per node) nginx:1 *:30001->8000/tcp",
      ["30001/tcp * web"],
    ],
    [
      "a service on both families",
      "web ClusterIP 10.96.0.2,fd00::1234 <none> 80/TCP 5d",
      ["80/tcp 10.96.0.2 web", "80/tcp fd00::1234 web"],
    ],
    [
      "services of old versions",
      "NAME CLUSTER-IP EXTERNAL-IP PORT(S) AGE\nweb 10.0.0.2 <nodes> 80:30080/TCP 1d",
      ["80/tcp 10.0.0.2 web", "30080/tcp * web"],
    ],
    [
      "an address that somebody hid",
      "web NodePort 10.x.x.x <none> 80:30080/TCP 5d",
      ["80/tcp 10.x.x.x web", "30080/tcp * web"],
    ],
  ])("are read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it("are no listeners of prose", () => {
    expect(readBriefly("The web service listens on 0.0.0.0:80 and 80/tcp -> see below\n0.0.0.0:8080")).toEqual([]);
  });
});

describe("selected columns", () => {
  it.each([
    [
      "PowerShell's in another order",
      "State LocalAddress LocalPort\n----- ------------ ---------\nListen 0.0.0.0 445",
      ["445/tcp 0.0.0.0"],
    ],
    [
      "PowerShell's with a protocol",
      "Protocol LocalAddress LocalPort ProcessName\nUDP 0.0.0.0 123 svchost",
      ["123/udp 0.0.0.0 svchost"],
    ],
    ["osquery's without a protocol", "| name | port | pid |\n+---+---+---+\n| sshd | 22 | 35 |", ["22/- - sshd 35"]],
    [
      "osquery's with a blank in a name",
      "| name | port | protocol |\n| Google Chrome | 5353 | 17 |",
      ["5353/udp - Google Chrome"],
    ],
    [
      "rows in Ansible's JSON",
      '"msg": [\n  "tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*",\n  "tcp LISTEN 0 128 0.0.0.0:80 0.0.0.0:*"\n]',
      ["22/tcp 0.0.0.0", "80/tcp 0.0.0.0"],
    ],
    ["one service's ports", 'ports:\n  - "8080:80"\n  - "127.0.0.1:53:53/udp"', ["8080/tcp *", "53/udp 127.0.0.1"]],
  ])("are read: %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });
});

describe("what only looks like a listing", () => {
  it.each([
    ["prose", "LISTEN to me: 8080 is taken\ntcp is used on 0.0.0.0:80 by nginx\nConnect to localhost:3000 # today"],
    ["a log", "2026-01-01 10:00:00 INFO Server listening on 0.0.0.0:8080\n[error] bind() to 0.0.0.0:80 failed"],
    ["connection tracking", "tcp      6 431999 ESTABLISHED src=192.0.2.1 dst=192.0.2.2 sport=50000 dport=80 [ASSURED]"],
    ["a services file", "http 80/tcp www # WorldWideWeb HTTP\npostgresql 5432/tcp postgresql # POSTGRES"],
    ["commands", "docker run -d -p 8080:80 --name web nginx"],
    ["settings", '{"host": "0.0.0.0", "port": 8080, "protocol": "http"}\nserver:\n  port: 8080\nports:\n  http: 80'],
    ["a web server's settings", "listen 80;\nlisten [::]:443 ssl;"],
    ["ports of a container", "ports:\n  - containerPort: 80\n    name: http"],
    ["dates", "21/11/2026 192.0.2.5\n21/11/2026 server.22"],
    ["addresses below docker ps", "$ docker ps\nlocalhost:8080"],
    ["connections that a script named", "TCP 127.0.0.1:50000 127.0.0.1:50001 HERGESTELLT 99 chrome"],
    ["closed files of lsof", "node 99 joe 25u IPv4 0x8 0t0 TCP *:50001 (CLOSED)"],
  ])("has no listener: %s", (_, text) => {
    expect(readBriefly(text)).toEqual([]);
  });
});

describe("output in a text of JSON", () => {
  it.each([
    [
      "netstat of Windows",
      "  TCP    0.0.0.0:135  0.0.0.0:0  LISTENING  900\\r\\n  TCP    0.0.0.0:445  0.0.0.0:0  LISTENING  4\\r\\n",
      ["135/tcp 0.0.0.0 - 900", "445/tcp 0.0.0.0 - 4"],
    ],
    ["nmap", "PORT   STATE SERVICE\\n22/tcp open  ssh\\n81/tcp closed x\\n80/tcp open  http\\n", ["22/tcp", "80/tcp"]],
    [
      "docker ps",
      "CONTAINER ID  IMAGE\\n0a1b2c3d4e5f  envoy  Up 3 days  0.0.0.0:81->80/tcp  edge\\n1a1b2c3d4e5f  envoy  Up 3 days  0.0.0.0:82->80/tcp  web",
      ["81/tcp 0.0.0.0 edge", "82/tcp 0.0.0.0 web"],
    ],
    [
      "kubectl",
      "NAME  TYPE  CLUSTER-IP\\nweb  ClusterIP  10.0.4.4  <none>  8025/TCP  5d\\n",
      ["8025/tcp 10.0.4.4 web"],
    ],
  ])("is read: %s", (_, text, listeners) => {
    expect(readBriefly(`{"rc": 0, "stdout": "${text}"}`)).toEqual(listeners);
  });
});

describe("an address and a port where nothing says that they listen", () => {
  const ENDS = "10.0.0.5:8080\n10.0.0.6:9090";
  it.each([
    "Not listening:",
    "Failed to listen on:",
    "no open ports:",
    "Who is listening?",
    "Kafka advertised listeners:",
    "open ports checked, all closed:",
    "Listening check, all refused:",
    "$ netstat -plant | grep :80 | awk '{print $5}'",
    "$ netstat -an | grep -v LISTEN | awk '{print $5}'",
    "$ lsof -i -sTCP:ESTABLISHED | awk '{print $9}'",
    "nmap finds nothing on",
    "$ sudo ss -tlnp\n\nProxies that we use:",
    "netstat -ano | findstr LISTENING shows nothing for",
  ])("are not read below %j", (above) => {
    expect(readBriefly(`${above}\n${ENDS}`)).toEqual([]);
  });

  it.each(["(closed)", "-> timeout", "| refused", "(ESTABLISHED)", "- not reachable"])(
    "are not read before %j",
    (behind) => {
      expect(readBriefly(`Listening:\n- 10.0.0.5:8080 ${behind}`)).toEqual([]);
    },
  );

  it.each([
    ["a client's end of BSD", "tcp4 0 0 10.0.0.5.51822"],
    ["a ticket", "Ticket 4512 (VPN) open"],
    ["a tunnel", '[{"local_port":51822,"raddr":"203.0.113.9:443","status":""}]'],
    ["a switch", '[{"local_port":"12","neighbor":"sw2","neighbor_port":"Gi0/7"}]'],
    ["a connection of Node's", '[{"localAddress":"10.0.0.5","localPort":3306,"remoteAddress":"203.0.113.9"}]'],
  ])("are not read in %s", (_, text) => {
    expect(readBriefly(text)).toEqual([]);
  });
});

describe("an address and a port with little else", () => {
  it.each([
    ["awk behind ss", "$ ss -tlnH | awk '{print $4}'\n0.0.0.0:8443\n[::1]:631", ["8443/tcp 0.0.0.0", "631/tcp [::1]"]],
    ["awk with transports", "$ ss -tulnH | awk '{print $1, $5}'\nudp 127.0.0.1:323", ["323/udp 127.0.0.1"]],
    ["awk with owners", "$ netstat -tlnp | awk '{print $4, $7}'\n0.0.0.0:8443 40/envoy", ["8443/tcp 0.0.0.0 envoy 40"]],
    ["awk behind lsof", "$ lsof -nPi | awk '/LISTEN/{print $1,$2,$9}'\nenvoy 40 *:8443", ["8443/tcp * envoy 40"]],
    ["awk behind netstat of BSD", "$ netstat -an | awk '/LISTEN/{print $4}'\n*.8443", ["8443/tcp *"]],
    ["udp", "$ ss -uln | awk '{print $4}'\n0.0.0.0:8125", ["8125/udp 0.0.0.0"]],
    [
      "a title",
      "Listening ports:\n- 0.0.0.0:8443 (envoy, pid 40)\n- `[::1]:631` — cupsd",
      ["8443/tcp 0.0.0.0 envoy 40", "631/tcp [::1] cupsd"],
    ],
    [
      "a command in a list",
      "- Command: `ss -tlnp; ss -ulnp`\n- Result (UDP):\n  - `127.0.0.1:323` (chronyd)",
      ["323/udp 127.0.0.1 chronyd"],
    ],
    ["the output of a command", "Output of `ss -tlnp`:\n- [::]:8443 → envoy", ["8443/tcp [::] envoy"]],
    ["a head without peers", "Proto Local Address PID/Program name\ntcp6 :::8443 40/envoy", ["8443/tcp :: envoy 40"]],
    [
      "a scanner in a remote shell",
      "*Evil-WinRM* PS C:\\Users\\me> ./naabu.exe -host 192.0.2.7\n192.0.2.7:8443",
      ["8443/tcp 192.0.2.7"],
    ],
    [
      "a scanner's URLs",
      "$ cat hosts | httpx -silent\nhttp://web.example:8080\nhttps://192.0.2.7:8443/",
      ["8080/tcp web.example", "8443/tcp 192.0.2.7"],
    ],
    [
      "awk behind a scanner",
      "$ masscan -p- 192.0.2.0/28 -oL - | awk '{print $4\":\"$3}'\n192.0.2.7:8443",
      ["8443/tcp 192.0.2.7"],
    ],
  ])("is read below %s", (_, text, listeners) => {
    expect(readBriefly(text)).toEqual(listeners);
  });

  it.each([
    ["a list of proxies", "Proxy list:\n192.0.2.7:8080\n192.0.2.8:3128"],
    ["a sentence", "The server is listening on these addresses when it starts, see the file\n127.0.0.1:5432"],
    ["clients in a log", "Server listening\n192.0.2.7:51234 (GET /index.html)"],
    ["other commands", "$ ss -tln\ncurl 127.0.0.1:8080\npsql -h 127.0.0.1:5432"],
    ["a state", "$ netstat -tln\n192.0.2.7:51234 ESTABLISHED"],
    ["a time below a scan", "$ nmap -sn 192.0.2.0/24\n12:30\nelapsed:12"],
  ])("is none in %s", (_, text) => {
    expect(readBriefly(text)).toEqual([]);
  });
});
