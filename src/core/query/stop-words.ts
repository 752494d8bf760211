/** Vocabulary of sentences about ports, as words in lower case. */

import { madeOf, wordSet } from "#core/query/languages.ts";

const STOP_FIELDS = ["which", "asks", "beforeNumber", "aroundNumber", "and", "thanks"] as const;
const NAMELESS_FIELDS = [
  ...STOP_FIELDS,
  "port",
  "number",
  "wants",
  "state",
  "free",
  "uses",
  "to",
  "between",
  "difference",
  "fillers",
] as const;

const STOP_WORDS: ReadonlySet<string> = new Set([
  ...wordSet(...STOP_FIELDS),
  ...[
    "a about again also and any anybody anyone are be been can could do does else ever explain find for from get give",
    "guys has have hello hey hi how i in info is it its know like list listen listening listens look lookup me mean",
    "means my need needs number numbers of ok on one or ours out please pls plz question quick really remember right safe say see",
    "show so something tell than thanks that the then there these they thing this those thx to too uh um us use used",
    "uses using versus vs was we well were what whats what's what’s when where which who whos who's who’s why with",
    "would you your tcp udp sctp dccp",
  ].flatMap((line) => line.split(" ")),
]);

const NOT_A_NAME: ReadonlySet<string> = new Set([
  ...STOP_WORDS,
  ...wordSet(...NAMELESS_FIELDS),
  ...[
    "port ports portnumber default defaults standard standards official normal normally usual usually typical typically",
    "common commonly again actually should must may might shall will but not no if just only also my your our their its",
    "his her this that which whose whats hows both either any all some every other own new old correct right wrong good",
    "bad idea open opened opens opening close closed block blocked blocking expose exposed exposing exposure allow allowed",
    "allows allowing forward forwarded forwarding reach reachable access accessible connect connects connecting connection",
    "run runs running go goes going come comes speak speaks talk talks take takes want wants wanted live lives sit sits",
    "safe safely secure risk risks risky danger dangerous public publicly internet outside world external externally",
    "internal internally firewall firewalls rule rules security group inbound outbound ingress egress incoming outgoing",
    "traffic protocol protocols transport list full complete remember forgot forget help question know known assigned",
    "service services server servers number nr no num called name named ssh2 by at as out over under through via into",
    "onto towards toward between from here there please pls plz kindly thanks hi hey hello yo so well ok okay hmm uh um",
    "vs versus compared difference differ better instead than plus incl including need needs needed necessary required",
    "require requires make makes work works working happen happens happening today now still yet already ever never",
    "i'm i'd i'll we're we'll it's that's there's let's don't doesn't isn't aren't can't won't cannot",
  ].flatMap((line) => line.split(" ")),
]);

const isStop = madeOf(...STOP_FIELDS);
const isNameless = madeOf(...NAMELESS_FIELDS);

/** Whether a word says nothing about a number. If a message has little else, its number is taken as a port. */
export function isStopWord(word: string): boolean {
  return STOP_WORDS.has(word) || isStop(word);
}

/** Whether a word of a question about a service isn't part of its name. */
export function carriesNoName(word: string): boolean {
  return NOT_A_NAME.has(word) || isNameless(word);
}

/**
 * Words of everyday language that are a service's name too. They are one only where a name has to be, as in `which
 * port does bind use`.
 */
export const EVERYDAY_WORDS: ReadonlySet<string> = new Set(
  [
    "admin agent alias api app at audio auth backup base beats big bind bolt book bridge bus call carbon chat check client",
    "cluster code command console control core daemon data database date day direct discard discovery distribution dns-check",
    "domain dot down drone echo email entry event exec express expo fabric file files finger fire first follow foreman free game",
    "games gate gateway go graphics ha heat heartbeat host image info input ipc item job jobs key lab last link linux lock",
    "log login logs mail main manager map matter media meeting message metro mobile mode model monitor name names net ng",
    "network news next node nodes object office one output panel parse pass password phone ping play pod pods pop power",
    "print printer process project projector proxy query queue race radio rap ready record registry remote report rest rip",
    "rooms root router run scan script search sentinel serve session shell shiny show signal site sky sql start state status",
    "steam step stone storage store stream submission submissions support switch sync system talk task team tech temp",
    "tempo test text ticket time timed token tool track transfer tunnel turn turns uma up update user users video view voice vpn",
    "watch web who wins wizard world wow write www x zone",
  ].flatMap((line) => line.split(" ")),
);
