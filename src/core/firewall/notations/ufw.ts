import {
  doubt,
  narrow,
  noConditions,
  ruleFrom,
  setDestination,
  setPeers,
  setPorts,
  setProtocol,
  setVia,
} from "#core/firewall/notations/conditions.ts";
import type { NotationReader } from "#core/firewall/notations/notation-reader.ts";
import { serviceRules } from "#core/firewall/notations/service-names.ts";
import type { FirewallRule, Policy, RuleCounts, RuleSet } from "#core/firewall/rule.ts";
import { ANY_RULE, flatRules, NO_RULES } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";
import { isNetwork, quotedWords } from "#core/firewall/rule-words.ts";

const ROW =
  /^(?:\[ {0,3}\d{1,4}\] {0,4})?(\S.{0,120}?) {1,40}(ALLOW|DENY|REJECT|LIMIT)(?: (IN|OUT|FWD))?(?: {1,60}(\S.{0,160}))?$/;
const STATUS = /^Status: (active|inactive)$/;
const DEFAULT = /^Default: (\w+) \(incoming\)/;
const HEAD = /^To +Action +From$|^-- +------ +----$|^Logging: |^New profiles: |^Added user rules/;
const COMMAND = /^(?:\S{0,60}[#$%>] )?(?:sudo )?(?:\/\S{1,30}\/)?ufw +(?:--\S+ +)*/;

/** `ufw status` in all its forms, and ufw's commands. */
export function ufw(context: RuleContext): NotationReader {
  const rules: FirewallRule[] = [];
  let [policy, isSeen, counts]: [Policy, boolean, RuleCounts] = ["unknown", false, NO_RULES];
  const count = (what: keyof RuleCounts) => {
    counts = { ...counts, [what]: counts[what] + 1 };
  };
  const add = (found: readonly FirewallRule[], isFirst = false) => {
    count(found.length === 0 ? "other" : "inbound");
    if (isFirst) rules.unshift(...found);
    else rules.push(...found);
  };
  const takeRow = (line: string): boolean => {
    const [, to = "", action = "", direction = "IN", from = "Anywhere"] = ROW.exec(line.replace(/ {2,}/g, " ")) ?? [];
    if (to === "" || !(isSeen || /\d|Anywhere/.test(to + from))) return false;
    if (direction === "OUT") count("outbound");
    else if (direction === "FWD") count("forwarded");
    else add(rowRules(to, action, from, context));
    return true;
  };
  const takeCommand = (line: string): boolean => {
    const [start] = COMMAND.exec(line) ?? [];
    if (start === undefined) return false;
    const words = quotedWords(line.slice(start.length).replace(/ #.*$/, ""));
    const [verb = "", ...rest] = words;
    const isFirst = verb === "insert" || verb === "prepend";
    const told = isFirst ? rest.slice(verb === "insert" ? 1 : 0) : words;
    if (verb === "default") policy = policyOf(rest);
    else if (verb === "route") count("forwarded");
    else if (ACTIONS.has(told[0]?.toUpperCase() ?? "")) {
      if (told[1] === "out") count("outbound");
      else add(commandRules(told, context), isFirst);
    } else return ["status", "enable", "show", "reload", "logging", "app"].includes(verb);
    return true;
  };
  const policyOf = ([what = "", where = "incoming"]: readonly string[]): Policy => {
    if (where !== "incoming") return policy;
    return what === "allow" ? "allow" : "deny";
  };
  const takeLine = (line: string): boolean => {
    const status = STATUS.exec(line);
    if (status !== null) {
      // An inactive ufw lets everything in, as far as it goes.
      if (status[1] === "inactive") policy = "allow";
      return true;
    }
    const given = DEFAULT.exec(line);
    if (given !== null) {
      policy = policyOf([given[1] ?? ""]);
      return true;
    }
    return HEAD.test(line) || takeRow(line) || takeCommand(line);
  };
  return {
    take: (lines, at) => {
      const line = (lines[at] ?? "").trim();
      if (line === "" || line.length > 400 || !takeLine(line)) return 0;
      isSeen = true;
      return 1;
    },
    ruleSets: (): readonly RuleSet[] => {
      const { inbound, outbound, forwarded, other } = counts;
      const isRead = inbound + outbound + forwarded + other > 0 || policy !== "unknown";
      return isRead ? [flatRules("ufw", rules, policy, { counts })] : [];
    },
  };
}

const ACTIONS: ReadonlySet<string> = new Set(["ALLOW", "DENY", "REJECT", "LIMIT"]);

/** The columns `To` and `From`: `22/tcp`, `Apache Full (v6)`, `10.0.0.5 8080 on eth0`, `Anywhere`. */
function rowRules(to: string, action: string, from: string, context: RuleContext): readonly FirewallRule[] {
  const given = noConditions();
  const kind = action === "ALLOW" || action === "LIMIT" ? "allow" : "deny";
  narrow(given, { families: [`${to} ${from}`.includes("(v6)") ? "ipv6" : "ipv4"] });
  const source = bare(from);
  setPeers(given, [source.address], false);
  if (source.port !== "" && given.rule.peers.kind === "anyone") doubt(given);
  const target = bare(to);
  if (target.address !== "Anywhere" && target.address !== "") setDestination(given, target.address, false);
  const via = target.via || source.via;
  if (via !== "") setVia(given, via, false);
  const rule = ruleFrom(given, { kind });
  return rule === null ? [] : withService(rule, target.port, context);
}

interface Side {
  readonly address: string;
  /** Ports or the name of a profile. */
  readonly port: string;
  readonly via: string;
}

function bare(text: string): Side {
  const plain = text
    .replace(/ ?#.*$/, "")
    .replace(/\(v6\)|\(log(?:-all)?\)|\(out\)/g, " ")
    .trim();
  const [, rest = plain, via = ""] = /^(.*?) ?\bon (\S{1,40})$/.exec(plain) ?? [];
  const words = rest.trim().split(/ +/);
  const [first = ""] = words;
  const address = first.replace(/\/(?:tcp|udp)$/, "");
  const isRange = /^\d+:\d+$/.test(address);
  const isAddressed = address === "Anywhere" || (!isRange && isNetwork(address));
  const port = isAddressed ? words.slice(1).join(" ") : rest.trim();
  return { address: isAddressed ? address : "", port: port.replace(/ \(.*\)$/, ""), via };
}

/** A rule for ports with a transport, or for an application profile. */
function withService(rule: FirewallRule, port: string, context: RuleContext): readonly FirewallRule[] {
  if (port === "") return [rule];
  const [, numbers = "", protocol = ""] = /^([\d,:]{1,120})(?:\/(\w+))?$/.exec(port) ?? [];
  if (numbers === "") return serviceRules(rule, port, context) ?? [{ ...rule, condition: "other" }];
  const given = { rule, isOfInterest: true };
  if (protocol !== "") setProtocol(given, protocol, false);
  setPorts(given, numbers, false, context);
  return [given.rule];
}

/** `allow from 10.0.0.0/8 to any port 5432 proto tcp`, `allow 22/tcp`, `limit ssh`, `allow in on eth0`. */
function commandRules([action = "", ...words]: readonly string[], context: RuleContext): readonly FirewallRule[] {
  const given = noConditions();
  const kind = action === "allow" || action === "limit" ? "allow" : "deny";
  let [port, side] = ["", "to"];
  for (let at = 0; at < words.length; at++) {
    const [word = "", next = ""] = words.slice(at, at + 2);
    if (word === "from" || word === "to") {
      side = word;
      if (word === "from") setPeers(given, [next], false);
      else if (next !== "any") setDestination(given, next, false);
      at++;
    } else if (word === "port") {
      if (side === "to") port = next;
      else doubt(given);
      at++;
    } else if (word === "proto" || word === "on") {
      if (word === "proto") setProtocol(given, next, false);
      else setVia(given, next, false);
      at++;
    } else if (word === "app") {
      port = next;
      at++;
    } else if (word === "comment") at++;
    else if (word !== "in" && !word.startsWith("log")) port = word;
  }
  const rule = ruleFrom(given, { kind });
  return rule === null ? [] : withService({ ...ANY_RULE, ...rule }, port, context);
}
