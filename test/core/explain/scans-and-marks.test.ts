import { describe, expect, it } from "vitest";
import { readBriefly } from "../../support/pastes/read-briefly.ts";

const lines = (...rows: readonly string[]) => rows.join("\n");
const TABLE = ["PORT   STATE SERVICE", "22/tcp open  ssh"];

describe("the host of a table of scanned ports", () => {
  it.each([
    ["the command", lines("$ sudo nmap -p- -oN out.txt 192.0.2.9", ...TABLE), "192.0.2.9"],
    ["the command by name", lines("nmap -sV web.example.com", ...TABLE), "web.example.com"],
    ["a command in Metasploit", lines("msf6 > db_nmap -sV 192.0.2.9", ...TABLE), "192.0.2.9"],
    ["a heading with a remark", lines("Nmap scan report for 192.0.2.9  <-- my router", ...TABLE), "192.0.2.9"],
    ["an old heading with a remark", lines("Interesting ports on 192.0.2.9:  *# mine*", ...TABLE), "192.0.2.9"],
    ["an old heading without a blank", lines("Interesting ports on web(192.0.2.9):", ...TABLE), "192.0.2.9"],
  ])("is that of %s", (_, text, host) => {
    expect(readBriefly(text)).toEqual([`22/tcp ${host}`]);
  });

  it.each([
    ["of several", "nmap 192.0.2.9 192.0.2.10"],
    ["of a network", "nmap -p 22 192.0.2.0/24"],
    ["of a file", "nmap -iL hosts.example.txt"],
    ["to leave out", "nmap -iL hosts --exclude 192.0.2.9"],
  ])("is open where the command names that %s", (_, command) => {
    expect(readBriefly(lines(command, ...TABLE))).toEqual(["22/tcp"]);
  });
});

describe("nmap in other words", () => {
  it.each([
    ["Informe de escaneo de Nmap para web (192.0.2.9)", "PUERTO ESTADO SERVICIO", "22/tcp abierto ssh"],
    ["Rapport d'analyse Nmap pour 192.0.2.9", "PORT ÉTAT SERVICE", "22/tcp ouvert ssh"],
    ["Nmap-Scanbericht für web (192.0.2.9)", "PORT STATUS DIENST", "22/tcp offen ssh"],
    ["Relatório de varredura do Nmap para 192.0.2.9", "PORTA ESTADO SERVIÇO", "22 / tcp aberto ssh"],
    ["Отчет о сканировании Nmap для 192.0.2.9", "ПОРТ СОСТОЯНИЕ СЛУЖБА", "22/tcp открыт ssh"],
    ["192.0.2.9 的 Nmap 扫描报告", "端口 状态 服务", "22/tcp 开放 ssh"],
  ])("is read: %s", (...rows) => {
    expect(readBriefly(lines(...rows, "80/tcp closed http"))).toEqual(["22/tcp 192.0.2.9"]);
  });

  it("is read on a single line", () => {
    const text = "Nmap scan report for 192.0.2.9 PORT STATE SERVICE 22/tcp open ssh 80/tcp open http Nmap done: 1 IP";
    expect(readBriefly(text)).toEqual(["22/tcp 192.0.2.9", "80/tcp 192.0.2.9"]);
  });

  it.each([
    ["a colon", "- 22/tcp: open (ssh)"],
    ["dashes", "- **22/tcp** - open - ssh"],
  ])("is read as a list with %s", (_, row) => {
    expect(readBriefly(lines(row, row.replace("22", "80")))).toEqual(["22/tcp", "80/tcp"]);
  });
});

describe("other tables of scanned ports", () => {
  it.each([
    [
      "Metasploit's services",
      "host port proto name state info",
      "---- ---- ----- ---- ----- ----",
      "192.0.2.9 22 tcp open",
    ],
    ["its names and versions", "host port proto name state info", "", "192.0.2.9 22 tcp ssh open OpenSSH 9.2 Debian"],
    ["a report", "| Host | Port | State | Service |", "|---|---|---|---|", "| 192.0.2.9 | 22/tcp | open | ssh |"],
    ["another", "| Host | Puerto | Estado |", "|:--|:--|:--|", "| 192.0.2.9 | 22 | Abierto |"],
  ])("are read: %s", (_, ...rows) => {
    expect(readBriefly(lines(...rows))).toEqual(["22/tcp 192.0.2.9"]);
  });

  it("are read in HTML, one cell a line or all on one", () => {
    const row = (...cells: readonly string[]) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
    expect(readBriefly(`<table>${row("22/tcp", "open", "ssh")}${row("80/tcp", "open", "http")}</table>`)).toEqual([
      "22/tcp",
      "80/tcp",
    ]);
    expect(readBriefly(row("22/tcp", "open", "ssh").replaceAll("><", ">\n<"))).toEqual(["22/tcp"]);
  });

  it.each([
    "Port Name Status Vlan\nGi0/1 open connected 1\nGi0/2 uplink notconnect 1",
    "ports:\n  - 22/tcp: open\n  - 80/tcp: open",
    "| Issue | State | Port |\n|---|---|---|\n| 1234 | open | 8080 |",
    "| Port | Status |\n|---|---|\n| 22 | allowed |",
    "Our web server has port 22 and port 80 open.",
  ])("are no tables of switches, rules, issues or sentences: %s", (text) => {
    expect(readBriefly(text)).toEqual([]);
  });
});

describe("checks of one port", () => {
  it.each([
    ["Metasploit's", "[+] 192.0.2.9:       - 192.0.2.9:443 - TCP OPEN\n[*] 192.0.2.9: - Scanned 1 of 1 hosts"],
    ["its older one", "[*]  TCP OPEN 192.0.2.9:443"],
    ["nc without a service", "Connection to 192.0.2.9 443 port [tcp] succeeded!"],
    ["Cisco's telnet", "Trying 192.0.2.9, 443 ... Open"],
    ["PowerShell's quiet one", "PS C:\\> Test-NetConnection 192.0.2.9 -Port 443 -InformationLevel Quiet\nTrue"],
    ["its result alone", "PS C:\\> (tnc -ComputerName 192.0.2.9 -Port 443).TcpTestSucceeded\nTrue"],
    ["its list with colons", "ComputerName: 192.0.2.9\nRemotePort: 443\nTcpTestSucceeded: True"],
    ["its JSON", '{"ComputerName": "192.0.2.9", "RemotePort": 443, "TcpTestSucceeded": true}'],
  ])("are read: %s", (_, text) => {
    expect(readBriefly(text)).toEqual(["443/tcp 192.0.2.9"]);
  });

  it.each([
    "PS C:\\> Test-NetConnection 192.0.2.9 -Port 443 -InformationLevel Quiet\nFalse",
    "PS C:\\> Test-Path C:\\web\nTrue",
    '{"ComputerName": "192.0.2.9", "RemotePort": 443, "TcpTestSucceeded": false}',
    "Trying 192.0.2.9, 443 ...\n% Connection refused by remote host",
  ])("that failed are not: %s", (text) => {
    expect(readBriefly(text)).toEqual([]);
  });
});

describe("marks", () => {
  const ROWS = ["tcp LISTEN 0 128 192.0.2.9:22 0.0.0.0:*", "tcp LISTEN 0 128 192.0.2.9:80 0.0.0.0:*"];
  const SCAN = ["Nmap scan report for 192.0.2.9", "22/tcp open ssh", "80/tcp open http"];

  it.each([
    ["a comment without a blank", SCAN.map((row) => `--${row}`)],
    ["a level of a log", ROWS.map((row) => `INFO: ${row}`)],
    ["a time and a level", SCAN.map((row) => `2024-01-02 10:00:00 [INFO] ${row}`)],
    ["Metasploit's", SCAN.map((row) => `[*] Nmap: ${row}`)],
    ["those of a list of texts", SCAN.map((row) => `    "${row}",`)],
    ["a comment in C", ROWS.map((row) => `/* ${row} */`)],
    [
      "a line of Docker's log",
      ROWS.map((row) => `{"log":"${row}\\n","stream":"stdout","time":"2024-01-02T10:00:00Z"}`),
    ],
  ])("around each row are removed: %s", (_, rows) => {
    expect(readBriefly(lines(...rows))).toEqual(["22/tcp 192.0.2.9", "80/tcp 192.0.2.9"]);
  });

  it("may be a call around the text", () => {
    expect(readBriefly(lines('print("22/tcp open ssh")', 'print("80/tcp open http")'))).toEqual(["22/tcp", "80/tcp"]);
  });

  it("are no part of a program's name", () => {
    const row = (name: string) => `${name} 812 root 3u IPv4 12345 0t0 TCP 192.0.2.9:22 (LISTEN)`;
    expect(readBriefly(lines(`-- ${row("sshd")}`, "--COMMAND PID USER FD"))).toEqual(["22/tcp 192.0.2.9 sshd 812"]);
    const log = String.raw`{"log":"tcp 0 0 192.0.2.9:22 0.0.0.0:* LISTEN 812/sshd\n","stream":"stdout"}`;
    expect(readBriefly(log)).toEqual(["22/tcp 192.0.2.9 sshd 812"]);
  });
});
