import fc from "fast-check";

const WORDS = [
  ..."free random help search more about consecutive to port ports tcp udp sctp dccp ssh http x11 3com-tsmux home assistant".split(
    " ",
  ),
  ..."- – .. , : / # ? . + * & ' _ ; < > \" ! @ e x 0x 1e".split(" "),
];

/** What people type and mistype: numbers, names, keywords and punctuation in any order. */
export const typedText: fc.Arbitrary<string> = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom(...WORDS),
        fc.integer({ min: 0, max: 70_000 }).map(String),
        fc.stringMatching(/^[a-z0-9._-]{1,12}$/),
        fc.string({ unit: "grapheme", maxLength: 4 }),
      ),
      fc.constantFrom("", " ", ", ", "-", "/"),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.map((pair) => pair.join("")).join(""));
