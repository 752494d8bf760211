import { describe, expect, it } from "vitest";
import type { ExplainAnswer } from "#core/answers/explain.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import { answerTo, ask, cardOf } from "../../support/cards/corpus.ts";

const LISTING = [
  "Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process",
  'tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:* users:(("sshd",pid=1,fd=3))',
  'tcp LISTEN 0 128 0.0.0.0:6379 0.0.0.0:* users:(("redis-server",pid=2,fd=3))',
  'tcp LISTEN 0 128 0.0.0.0:9100 0.0.0.0:* users:(("node_exporter",pid=3,fd=3))',
  'tcp LISTEN 0 128 127.0.0.1:3306 0.0.0.0:* users:(("mysqld",pid=4,fd=3))',
  'tcp LISTEN 0 128 0.0.0.0:5432 0.0.0.0:* users:(("docker-proxy",pid=5,fd=3))',
].join("\n");
const RULES = [
  "Status: active",
  "Default: deny (incoming), allow (outgoing), disabled (routed)",
  "To                         Action      From",
  "22/tcp                     ALLOW IN    Anywhere",
  "9100/tcp                   ALLOW IN    10.0.0.0/8",
  "8080/tcp                   ALLOW IN    Anywhere",
].join("\n");

function explained(text: string): ExplainAnswer {
  const answer = answerTo(`explain\n${text}`);
  if (answer.kind !== "explain") throw new Error(`It was answered by ${answer.kind}.`);
  return answer;
}

const accessTo = ({ listeners }: ExplainAnswer, port: number) => listeners.find((each) => each.port === port)?.access;
const shown = (text: string) => renderPlainText(cardOf(`explain\n${text}`));

describe("listeners and firewall rules in one message", () => {
  const answer = explained(`${LISTING}\n${RULES}`);

  it("say of each listener what the rules let through", () => {
    expect(accessTo(answer, 22)).toEqual({ kind: "anywhere" });
    expect(accessTo(answer, 6379)).toEqual({ kind: "blocked" });
    expect(accessTo(answer, 9100)).toEqual({ kind: "some", who: [{ from: "10.0.0.0/8", via: null }] });
  });

  it("say nothing of what only its own host reaches, and leave every reach as it is", () => {
    expect(accessTo(answer, 3306)).toBeNull();
    const reaches = (given: ExplainAnswer) => given.listeners.map(({ port, reach }) => `${port} ${reach}`).sort();
    expect(reaches(answer)).toEqual(reaches(explained(LISTING)));
  });

  it("don't count on a host's rules for what Docker publishes", () => {
    expect(accessTo(answer, 5432)).toEqual({ kind: "bypassed" });
    expect(shown(`${LISTING}\n${RULES}`)).toContain("Docker’s published ports bypass these rules");
  });

  it("name what is open although nothing listens", () => {
    const idle = answer.firewall?.openings.filter(({ isListening }) => !isListening);
    expect(idle?.map(({ ports }) => ports.first)).toEqual([8080]);
  });

  it("say how much of them was not read", () => {
    const many = `${LISTING}\n0.0.0.0:1-20000->1-20000/tcp\n${RULES}`;
    expect(shown(many)).toMatch(/more weren’t read: one paste can have up to 10,000/);
  });

  it("list a port that a rule opens, though systems give such numbers to clients", () => {
    const rules = ["-P INPUT DROP", "-A INPUT -p tcp --dport 49700 -j ACCEPT"].join("\n");
    const card = shown(`${rules}\n\nTCP 0.0.0.0:49700 0.0.0.0:0 LISTENING\nTCP 0.0.0.0:49701 0.0.0.0:0 LISTENING`);
    expect(card).toMatch(/^Listening and open to anywhere: 1 of 1/);
    expect(card).toMatch(/Listens and open +49700/);
  });

  it("name what may be open although nothing listens", () => {
    const rules = ["-P INPUT DROP", "-A INPUT -p tcp --dport 22 -j ACCEPT", "-A INPUT -p tcp --dport 8443 -j OTHER"];
    const card = shown(`${rules.join("\n")}\n\ntcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*`);
    expect(card).toMatch(/Not known, and nothing listens +8443/);
  });

  it("leave nothing out where nothing needs attention", async () => {
    const rules = "Status: active\nDefault: deny (incoming)\n22/tcp ALLOW IN Anywhere\n443/tcp ALLOW IN Anywhere";
    const question = { text: `explain\n${rules}`, manner: "command", locale: "en", asker: null } as const;
    expect((await ask(question)).attachment).toBeNull();
  });

  it("count each number once", () => {
    const rules = ["22/tcp", "22:30/udp", "53", "53:54/udp"].map((ports) => `${ports} ALLOW IN Anywhere`).join("\n");
    expect(shown(`Status: active\nDefault: deny (incoming)\n${rules}`)).toMatch(/^Open to anywhere: 11 ports/);
  });

  it("make no alarm of what is blocked", () => {
    const card = shown(`${LISTING}\n${RULES}`);
    expect(card).toMatch(/[Bb]locked.* 6379 redis-server/);
    expect(card).not.toContain("⚠ 6379");
    expect(shown(LISTING)).toContain("⚠ 6379");
  });
});

describe("firewall rules alone", () => {
  it("say what shouldn't be open to anywhere, with its reason", () => {
    const card = shown(`${RULES}\n2375/tcp                   ALLOW IN    Anywhere`);
    expect(card).toContain("⚠ 2375");
    expect(card).toMatch(/Open to some +9100 .* from 10\.0\.0\.0\/8/);
  });

  it("say that everything else is open where nothing blocks it", () => {
    expect(shown("-P INPUT ACCEPT\n-A INPUT -p tcp --dport 22 -j ACCEPT")).toContain("⚠ Everything else is open too");
    expect(shown("Status: inactive")).toContain("⚠ Everything else is open too");
  });

  it("say which command shows what the text doesn't", () => {
    expect(shown(RULES.replace(/^Default.*\n/m, ""))).toContain("sudo ufw status verbose");
  });

  it("are an answer, in a mention without the word as well", async () => {
    const { answer } = await ask({ text: RULES, manner: "mention", locale: "en", asker: null });
    expect(answer.kind).toBe("explain");
  });

  it("aren't in an answer about listeners alone", () => {
    const { firewall, listeners } = explained(LISTING);
    expect([firewall, ...new Set(listeners.map(({ access }) => access))]).toEqual([null, null]);
  });
});
