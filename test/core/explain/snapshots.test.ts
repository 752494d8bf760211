import { describe, expect, it } from "vitest";
import { readMoment } from "#core/explain/moments.ts";
import { readListeners } from "#core/explain/read-listeners.ts";
import { NO_PORT_NAMES } from "#core/registry/port-by-name.ts";
import { AFTER, BEFORE, ssListing, ssRow } from "../../support/pastes/changes.ts";

function read(text: string, isComparison = false) {
  const { listeners, snapshots, isCompared } = readListeners(text, NO_PORT_NAMES, undefined, isComparison);
  const on = (port: number) => listeners.filter((each) => each.port === port).map(({ snapshot }) => snapshot);
  return { snapshots, isCompared, sshd: on(22) };
}

const ROW = "tcp   LISTEN 0  511  0.0.0.0:22  0.0.0.0:*";
const prompt = (host: string) => `ann@${host}:~$ sudo ss -tulpn`;

describe("two listings in one message", () => {
  it.each([
    ["of a named host, by one command", [prompt("web1"), BEFORE, prompt("web1"), AFTER].join("\n")],
    ["under lines that say when", `before:\n${BEFORE}\nafter the update:\n${AFTER}`],
    ["of single rows without a process", `before:\n${ROW}\nafter:\n${ROW}`],
    ["of which one has such a line", `${BEFORE}\n\nnow:\n${AFTER}`],
  ])("are compared: %s", (_, text) => {
    expect(read(text)).toEqual({ snapshots: 2, isCompared: true, sshd: [1, 2] });
  });

  it("are told by these lines, whichever comes first", () => {
    const { listeners } = readListeners(`today\n${AFTER}\nyesterday\n${BEFORE}`);
    expect(listeners.find(({ process }) => process === "nc")?.snapshot).toBe(2);
  });

  it("of unknown hosts are kept apart, and compared if that is asked", () => {
    expect(read(`${BEFORE}\n${AFTER}`)).toEqual({ snapshots: 2, isCompared: false, sshd: [1, 2] });
    expect(read(`${BEFORE}\n${AFTER}`, true)).toEqual({ snapshots: 2, isCompared: true, sshd: [1, 2] });
  });

  it("of two hosts are compared only if that is asked", () => {
    const text = [prompt("web1"), BEFORE, prompt("web2"), AFTER].join("\n");
    expect(read(text)).toEqual({ snapshots: 1, isCompared: false, sshd: [1, 1] });
    expect(read(text, true)).toEqual({ snapshots: 2, isCompared: true, sshd: [1, 2] });
  });

  it("are one state if different commands printed them", () => {
    const tables = "Proto Recv-Q Send-Q Local Address Foreign Address State\ntcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN";
    expect(read(`$ ss -tulpn\n${BEFORE}\n$ netstat -tln\n${tables}`).snapshots).toBe(1);
    const udp = ssListing(ssRow("0.0.0.0:53", "named", 1, "udp"));
    expect(read(`${BEFORE}\n${udp}`).snapshots).toBe(1);
  });

  it("may each be of several commands", () => {
    const both = (listing: string) => `$ ss -tulpn\n${listing}\n$ docker ps\nCONTAINER ID   IMAGE   PORTS   NAMES`;
    expect(read(`${both(BEFORE)}\n${both(AFTER)}`, true)).toMatchObject({ snapshots: 2, isCompared: true });
  });
});

describe("a line above a listing", () => {
  it.each([
    ["before", "before"],
    ["Before:", "before"],
    ["--- before the upgrade ---", "before"],
    ["this is from yesterday:", "before"],
    ["today, before the update:", "before"],
    ["# AFTER", "after"],
    ["after my change", "after"],
    ["and now:", "after"],
    ["before and after:", null],
    ["now listening on 8080", null],
    ["new connections are refused", null],
    ["after the update redis listens on another port", null],
    ["", null],
  ])("%j says when: %s", (line, moment) => {
    expect(readMoment(line)).toBe(moment);
  });
});
