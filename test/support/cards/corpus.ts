import { LRUCache } from "lru-cache";
import type { Answer } from "#core/answers/answer.ts";
import { answer } from "#core/answers/answer.ts";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import { createAsk } from "#core/ask/ask.ts";
import type { Card } from "#core/card/card.ts";
import type { Manner } from "#core/chat-platform.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { present } from "#core/present/present.ts";
import { isTeamQuery } from "#core/query/kinds.ts";
import { readQuestion } from "#core/query/read-message.ts";
import { knowledge, portByName } from "../registry/committed.ts";
import { teamServicesIn } from "../team-services.ts";

/** The real bot with an empty store. */
export const ask = createAsk(knowledge, teamServicesIn(), new LRUCache({ max: 500 }));

/** A query for every kind of card. */
export const QUERIES = [
  "867",
  "867/udp",
  "udp 53",
  "22",
  "80",
  "0",
  "585",
  "1008",
  "2376",
  "2905",
  "6005",
  "6379",
  "6379/udp",
  "6401",
  "7775",
  "8010",
  "9200",
  "24",
  "796",
  "49151",
  "60463",
  "3000",
  "5000",
  "8080",
  "445",
  "2375",
  "27017",
  "51820",
  "867 more",
  "8080 more",
  "6379 more",
  "ssh",
  "postgres",
  "postgres more",
  "posgres",
  "zzzzzzzz",
  "6000-6063",
  "6000-6063 more",
  "860 to 873",
  "1-65535",
  "60000-65535",
  "22 80 443/tcp ssh",
  "1 2 3 4 5 6 7 8 9 10 11 12",
  "8080 in use",
  "80 in use",
  "53/udp in use",
  "80 vs 443",
  "53/tcp vs 53/udp",
  "mysql vs 8080",
  "postgres vs qqqqqq",
  "ports for kubernetes",
  "ports for kubernetes more",
  "domain controller ports",
  "ports for mail server as iptables",
  "ports for kafka as networkpolicy",
  "free",
  "free 4 consecutive",
  "free 3 udp 8000-9000",
  "free 50000-50010",
  "search time protocol",
  "search qqqqqq",
  "news",
  "help",
  "thanks",
  "explain",
  "",
  "70000",
  "-1",
  "1e3",
  "0x50",
  "<!channel>",
  "867; rm -rf /",
] as const;

/** Answers an unknown asker, without a store. */
export function answerTo(text: string, manner: Manner = "command"): Answer {
  const query = readQuestion(
    { text, manner },
    { portByName, names: knowledge.services, isPortSet: knowledge.software.portSets.has },
  ).query;
  return isTeamQuery(query)
    ? { kind: "refused", reason: "strangers", query: text }
    : answer(query, knowledge, NO_CONTEXT);
}

export function cardOf(text: string, manner: Manner = "command"): Card {
  return present(answerTo(text, manner), messagesFor("en"));
}
