import fc from "fast-check";
import { expect, it } from "vitest";
import { formatQuery } from "#core/query/format-query.ts";
import { isTeamQuery } from "#core/query/kinds.ts";
import { readQuestion } from "#core/query/read-message.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

const context = { portByName, names: knowledge.services, isPortSet: knowledge.software.portSets.has };
const NAMES = knowledge.software.uses.flatMap(({ software, names }) => [software, ...names]);

/** Sentences about names of the table, numbers and systems. */
const sentence = fc
  .tuple(
    fc.constantFrom(...NAMES),
    fc.constantFrom(...NAMES),
    fc.integer({ min: 0, max: 65_535 }),
    fc.constantFrom(
      "A vs B",
      "A port",
      "which port does A use",
      "A and B ports",
      "difference between A and B",
      "N vs A",
      "port N is already in use",
      "N tcp vs udp",
      "ports for A",
      "A firewall rules",
      "need a port near N",
    ),
  )
  .map(([a, b, port, form]) => form.replace("A", a).replace("B", b).replace("N", `${port}`));

it("is read as the query it was written from, whatever sentence that was", () => {
  fc.assert(
    fc.property(sentence, fc.constantFrom("command" as const, "mention" as const), (text, manner) => {
      const { query } = readQuestion({ text, manner }, context);
      if (query.kind === "invalid" || isTeamQuery(query)) return;
      expect(readQuestion({ text: formatQuery(query), manner: "command" }, context).query).toEqual(query);
    }),
    { numRuns: 3000 },
  );
});
