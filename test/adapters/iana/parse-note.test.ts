import { describe, expect, it } from "vitest";
import { parseNote } from "../../../adapters/iana/parse-note.ts";

const NAMES = new Map([["Bernie_Volz", "Bernie Volz"]]);

function noteOf(notes: string, unauthorized = ""): string | null {
  return parseNote({ notes, unauthorized }, NAMES);
}

describe("a note that is meant for people", () => {
  it.each([
    "Use of 585 is not recommended, use 993 instead",
    "This entry has been removed on 2017-05-18.",
    "Historic usage was acms. De-Assigned on 2020-12-29",
    "Previously assigned to NETCONF over BEEP but released by [RFC9900]",
    "Microsoft (unoffically) using 1895",
    "(assigned long ago)",
  ])("is kept as IANA wrote it: %s", (note) => {
    expect(noteOf(note)).toBe(note);
  });

  it("is one line, without e-mail addresses, and names people by their name", () => {
    expect(noteOf("Potential Conflict of ports\n\n  PORT 4000 also used by ICQ <www.icq.com>")).toBe(
      "Potential Conflict of ports PORT 4000 also used by ICQ <www.icq.com>",
    );
    expect(noteOf("Unisys Unitary Login\n<feil&kronos.example.com> <feil@kronos.example.com>\nas before")).toBe(
      "Unisys Unitary Login as before",
    );
    expect(noteOf("De-assigned, previously compressnet by [Bernie_Volz]")).toBe(
      "De-assigned, previously compressnet by [Bernie Volz]",
    );
    expect(noteOf("(previous contact was[Christopher_Allen_2])")).toBe("(previous contact was[Christopher Allen])");
  });

  it.each([
    "PORT 90 also being used unofficially by Pointcast",
    "Unofficial use of port 6588 by AnalogX and Microsoft",
    "krb524 assigned the port, nv used it without an assignment",
  ])("may be what IANA says of an unauthorized use: %s", (unauthorized) => {
    expect(noteOf("", unauthorized)).toBe(unauthorized);
    expect(noteOf("Formerly another", unauthorized)).toBe(`Formerly another ${unauthorized}`);
  });
});

describe("a note that isn't shown", () => {
  it.each([
    ["there is none", ""],
    ["TXT keys", "Defined TXT keys: u=<username> p=<password>"],
    [
      "TXT keys in other letters and after a sentence",
      "This is an extension of the http service. Defined TXT Keys: path",
    ],
    ["an alias, which the record tells", 'This entry is an alias to "www-ldap-gw".\nThis entry is now historic.'],
    [
      "an unassigned use, which the record tells",
      "This entry records an unassigned but widespread use (added 5/21/97)",
    ],
    ["about the entry alone", "New contact added for port 2222 on 2008-02-01"],
    ["about the entry alone", "Modified: 27 October 2008"],
    ["about the entry alone", "possible contact"],
    ["about the entry alone", "this port was previously updated on 2009-06-19"],
    ["long prose", "It is a decision. ".repeat(20)],
  ])("%s: %j", (_, notes) => {
    expect(noteOf(notes)).toBeNull();
  });

  it.each([
    "Known UNAUTHORIZED USE: Ports 44515 & 44516",
    "Known UNAUTHORIZED USEs on port 5555",
    "Unauthorized Use Known on ports 28017, 28018 and 28019",
    "Known Unauthorized Use on ports 33436-33534",
    "yes",
  ])("an unauthorized use of which only the numbers are told: %s", (unauthorized) => {
    expect(noteOf("", unauthorized)).toBeNull();
  });
});
