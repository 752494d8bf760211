import type { Manner } from "#core/chat-platform.ts";
import type { FormKind } from "#core/present/form.ts";
import type { Asker } from "#core/team/asker.ts";
import { AFTER, BEFORE } from "../support/pastes/changes.ts";
import { PASTES } from "../support/pastes/fixtures.ts";
import { asker } from "../support/team-services.ts";

export interface PictureQuestion {
  readonly text: string;
  readonly manner: Manner;
  readonly asker: Asker | null;
  /** The question in one line, as `npm run pictures` takes and shows it. */
  readonly title: string;
}

/** Who mentions Portcall is answered where everybody sees it. */
const MENTION = /^@portcall\s+/;

const ann = asker("ann", { role: "admin" });
const bob = asker("bob");

export function questionFrom(typed: string, who: Asker | null = ann): PictureQuestion {
  const title = typed.trim().split("\n")[0] ?? "";
  return { text: typed.replace(MENTION, ""), manner: MENTION.test(typed) ? "mention" : "command", asker: who, title };
}

function explain(paste: string): PictureQuestion {
  const found = PASTES.find(({ name }) => name === paste);
  if (found === undefined) throw new Error(`There is no paste ${paste}.`);
  return { ...questionFrom(`explain\n${found.text}`), title: `explain ${paste}` };
}

/** One question for each kind of answer, in an order in which a team could ask them. */
export const QUESTIONS: readonly PictureQuestion[] = [
  // A port: unassigned, a standard one, one to keep private, a popular one, dynamic, unheard of, with a transport.
  ...["867", "@portcall 867", "443", "6379", "8080", "51820", "49151", "2375", "udp 53"].map((text) =>
    questionFrom(text),
  ),
  // A name: exact, mistyped, of many, of nothing; and words to look for.
  ...["postgres", "posgres", "http", "zzzzzzzz", "search time protocol"].map((text) => questionFrom(text)),
  ...["6000-6063", "860-873", "1-65535", "22 80 443/tcp ssh"].map((text) => questionFrom(text)),
  // In full: unassigned, one to keep private, the most crowded one, a name and a span.
  ...["867 more", "6379 more", "8080 more", "postgres more", "6000-6063 more"].map((text) => questionFrom(text)),
  ...["news", "news more", "free 3", "free 4 consecutive", "help"].map((text) => questionFrom(text)),
  questionFrom("explain"),
  explain("normal-ubuntu-ss"),
  explain("ss-tuanp"),
  explain("docker-ps-ranges"),
  explain("kubectl-get-svc"),
  explain("normal-windows-11"),
  { ...questionFrom(`explain what changed\n${BEFORE}\n\n${AFTER}`), title: "explain what changed" },
  { ...questionFrom(`explain\n${BEFORE}\n\n${AFTER}`), title: "explain two listings" },
  // The team's own things.
  { ...questionFrom("book", bob), title: "book, empty" },
  questionFrom('claim 8867 billing-api "Billing API" @payments'),
  questionFrom("8867", bob),
  questionFrom("billing-api", bob),
  questionFrom("claim 8867 mine", bob),
  questionFrom("claim 6000-6009/udp probes", bob),
  questionFrom("release 8867", bob),
  questionFrom("book"),
  questionFrom("release 6000-6009", bob),
  questionFrom("undo", bob),
  {
    ...questionFrom("book import dry run\nport,name,owner\n8867,other,\n9000,api,payments\nnine,x,"),
    title: "book import",
  },
  questionFrom("book export csv"),
  questionFrom("book history"),
  questionFrom("set system macos answers public", bob),
  questionFrom("settings"),
  questionFrom("feedback 867 sad It is NetInfo."),
  // What the channel watches.
  ...["watch 867", "watch postgres", "watch zabbbix", "watches", "unwatch 868", "unwatch 867"].map((text) =>
    questionFrom(text),
  ),
  questionFrom("forget me", bob),
  // What cannot be answered.
  ...["70000", "867; rm -rf /", "set colour blue"].map((text) => questionFrom(text)),
  questionFrom("claim 8867 x", null),
];

/** Every form there is. */
export const FORMS: readonly FormKind[] = [
  { form: "claim", port: 867 },
  { form: "feedback", port: 867, mood: "sad" },
  { form: "settings" },
  { form: "import" },
  { form: "explain" },
];
