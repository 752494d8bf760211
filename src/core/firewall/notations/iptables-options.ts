import type { Conditions } from "#core/firewall/notations/conditions.ts";
import {
  doubt,
  exclude,
  narrow,
  noConditions,
  setDestination,
  setPeers,
  setPorts,
  setProtocol,
  setStates,
  setVia,
} from "#core/firewall/notations/conditions.ts";
import type { RuleAction } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";

/** What a target does with a connection; null if the next rule decides. Any other target is a chain. */
export function targetAction(target: string, returns: boolean): RuleAction | "unknown" | null {
  if (target === "ACCEPT") return { kind: "allow" };
  if (target === "RETURN") return { kind: "return" };
  if (DENYING.has(target)) return { kind: "deny" };
  if (PASSING.has(target)) return null;
  return DECIDED_ELSEWHERE.has(target) ? "unknown" : { kind: "jump", chain: target, returns };
}

const DENYING: ReadonlySet<string> = new Set(["DROP", "REJECT", "TARPIT", "STEAL", "CHAOS", "DELUDE"]);
/** iptables-extensions(8): targets after which the next rule is looked at. */
const PASSING: ReadonlySet<string> = new Set(
  "LOG ULOG NFLOG AUDIT MARK CONNMARK CONNSECMARK SECMARK TCPMSS CT NOTRACK SET TRACE CLASSIFY CHECKSUM TOS DSCP TTL HL TEE RATEEST IDLETIMER SYSLOG".split(
    " ",
  ),
);
const DECIDED_ELSEWHERE: ReadonlySet<string> = new Set(["QUEUE", "NFQUEUE", "BPF", "SYNPROXY"]);

type Apply = (given: Conditions, value: string, isNegated: boolean, context: RuleContext) => void;

const OTHER: Apply = (given) => doubt(given);
const NOT_NEW: Apply = (given) => exclude(given);
const NOTHING: Apply = () => undefined;
const RATE: Apply = (given) => narrow(given, { condition: "rate" });

/** Options by name, each with the number of its values. */
const OPTIONS: Readonly<Record<string, readonly [values: number, apply: Apply]>> = {
  "-p": [1, setProtocol],
  "--protocol": [1, setProtocol],
  "-s": [1, (given, value, isNegated) => setPeers(given, value.split(","), isNegated)],
  "--src-range": [1, (given, value, isNegated) => setPeers(given, [value], isNegated)],
  "--mac-source": [1, (given, value, isNegated) => setPeers(given, [`MAC ${value}`], isNegated)],
  "--match-set": [2, (given, value, isNegated) => setPeers(given, [`set ${value}`], isNegated)],
  "-d": [1, setDestination],
  "-i": [1, setVia],
  "-o": [1, NOT_NEW],
  "--dport": [1, setPorts],
  "--dports": [1, setPorts],
  "--ports": [1, OTHER],
  "--sport": [1, OTHER],
  "--sports": [1, OTHER],
  "--state": [1, setStates],
  "--ctstate": [1, setStates],
  "--ctstatus": [1, NOT_NEW],
  "--syn": [0, (given, _, isNegated) => (isNegated ? exclude(given) : undefined)],
  "--tcp-flags": [2, (given, value, isNegated) => (value === "SYN" && !isNegated ? undefined : exclude(given))],
  "--tcp-option": [1, NOT_NEW],
  "--icmp-type": [1, NOT_NEW],
  "--icmpv6-type": [1, NOT_NEW],
  "--pkt-type": [1, NOT_NEW],
  "--dst-type": [1, (given, value, isNegated) => ((value === "LOCAL") === isNegated ? exclude(given) : undefined)],
  "--src-type": [1, NOT_NEW],
  "-f": [0, NOT_NEW],
  "--limit": [1, RATE],
  "--limit-burst": [1, NOTHING],
  "--hashlimit-upto": [1, RATE],
  "--hashlimit-above": [1, NOT_NEW],
  "--hashlimit": [1, RATE],
  "--connlimit-above": [1, NOT_NEW],
  "--connlimit-upto": [1, RATE],
  "--connlimit-mask": [1, NOTHING],
  "--connlimit-saddr": [0, NOTHING],
  "--update": [0, NOT_NEW],
  "--rcheck": [0, NOT_NEW],
  "--set": [0, NOTHING],
  "--seconds": [1, NOTHING],
  "--hitcount": [1, NOTHING],
  "--rsource": [0, NOTHING],
  "--mask": [1, NOTHING],
  "--rttl": [0, NOTHING],
  "--reap": [0, NOTHING],
  "-m": [1, NOTHING],
  "-w": [0, NOTHING],
  "-c": [2, NOTHING],
  "-n": [0, NOTHING],
  "-v": [0, NOTHING],
  "-4": [0, NOTHING],
  "-6": [0, NOTHING],
  "--comment": [1, NOTHING],
  "--reject-with": [1, NOTHING],
  "--name": [1, NOTHING],
};
const LONG: Readonly<Record<string, string>> = {
  "--source": "-s",
  "--src": "-s",
  "--destination": "-d",
  "--dst": "-d",
  "--in-interface": "-i",
  "--out-interface": "-o",
  "--destination-port": "--dport",
  "--destination-ports": "--dports",
  "--source-port": "--sport",
  "--proto": "-p",
  "--match": "-m",
  "--jump": "-j",
  "--goto": "-g",
  "--append": "-A",
  "--insert": "-I",
  "--policy": "-P",
  "--table": "-t",
  "--fragment": "-f",
};

/** A rule's options: its conditions, and its target. */
export interface ReadOptions {
  readonly conditions: Conditions;
  readonly target: string | null;
  readonly returns: boolean;
}

/** @param words behind the chain's name */
export function readOptions(words: readonly string[], context: RuleContext): ReadOptions {
  const conditions = noConditions();
  let [target, returns, isNegated]: [string | null, boolean, boolean] = [null, true, false];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    const name = Object.hasOwn(LONG, word) ? (LONG[word] ?? word) : word;
    if (name === "!") {
      isNegated = true;
      continue;
    }
    if (name === "-j" || name === "-g") {
      [target, returns] = [words[at + 1] ?? null, name === "-j"];
      // What follows a target is its own, and says nothing of who may connect.
      break;
    }
    const [values, apply] = optionOf(name);
    const given = words.slice(at + 1, at + 1 + values);
    if (given[0] === "!" && values > 0) {
      // Older versions print the mark behind the option.
      isNegated = true;
      given.splice(0, 2, words[at + 2] ?? "");
      at++;
    }
    const value = name === "--match-set" ? (given[0] ?? "") : (given.at(-1) ?? "");
    apply(conditions, value, isNegated, context);
    isNegated = false;
    at += values;
  }
  return { conditions, target, returns };
}

function optionOf(name: string): readonly [number, Apply] {
  const known = Object.hasOwn(OPTIONS, name) ? OPTIONS[name] : undefined;
  if (known !== undefined) return known;
  if (name.startsWith("--hashlimit-")) return [1, NOTHING];
  return name.startsWith("-") ? [0, OTHER] : [0, NOTHING];
}
