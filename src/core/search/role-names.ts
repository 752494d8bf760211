import type { NameIndex } from "#core/search/name-index.ts";
import { foldName, wordsOf } from "#core/search/text.ts";
import type { KnownUse } from "#core/software/known-use.ts";

/** Finds a product's other numbers by its name and what they are to it: `etcd peer`, `rabbit management`. */
export interface RoleNames {
  /** The indexes of the entries; empty if a word says anything else. */
  find(name: string): readonly number[];
}

/** With more words it is a sentence. */
const MAX_WORDS = 6;

/** @param programs the first of all entries */
export function createRoleNames(programs: readonly KnownUse[], names: NameIndex): RoleNames {
  const byProduct = Map.groupBy(programs.keys(), (at) => productOf(programs[at]));
  return {
    find(name) {
      const typed = name.trim().split(/[\s/]+/);
      if (typed.length < 2 || typed.length > MAX_WORDS) return [];
      for (let end = typed.length - 1; end > 0; end--) {
        const equal = names.equal(foldName(typed.slice(0, end).join(" ")));
        const products = new Set(equal.map(({ at }) => productOf(programs[at])).filter((product) => product !== null));
        const rest = wordsOf(typed.slice(end).join(" "));
        const found = [...products].flatMap((product) => byProduct.get(product) ?? []);
        const meant = found.filter((at) =>
          rest.every((word) => roleWordsOf(programs[at]).some((role) => isSame(word, role))),
        );
        if (meant.length > 0) return meant;
      }
      return [];
    },
  };
}

function productOf(use: KnownUse | undefined): string | null {
  return use === undefined || use.kind === "history" ? null : use.product;
}

/** The words of what the number is to the product; none for its main number. */
function roleWordsOf(use: KnownUse | undefined): readonly string[] {
  if (use === undefined || use.role === null) return [];
  const { role, names, product } = use;
  const own = wordsOf(product);
  return wordsOf([role, ...names].join(" ")).filter((word) => !own.includes(word));
}

/** `peer` and `peers`; `admin` for `administration`. */
const MIN_STEM = 4;

/** With an s these are others. */
const PROTOCOL = /^(?:http|ldap|imap|smtp|ftp|sip|mqtt|amqp|dns)s?$/;

function isSame(typed: string, role: string): boolean {
  if (PROTOCOL.test(typed)) return typed === role;
  if (typed === "ssl") return role === "tls";
  if (typed.replace(/s$/, "") === role.replace(/s$/, "")) return true;
  return typed.length >= MIN_STEM && role.startsWith(typed);
}
