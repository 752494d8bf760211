/** Vocabulary of sentences about ports, as words in lower case. */

/** Words that say nothing about a number. If a message has little else, its number is taken as a port. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  [
    "a about again also and any anybody anyone are be been can could do does else ever explain find for from get give",
    "guys has have hello hey hi how i in info is it its know like list listen listening listens look lookup me mean",
    "means my need needs number numbers of ok on one or ours out please pls plz question quick really remember right safe say see",
    "show so something tell than thanks that the then there these they thing this those thx to too uh um us use used",
    "uses using versus vs was we well were what whats what's what’s when where which who whos who's who’s why with",
    "would you your tcp udp sctp dccp",
    "alles das denn der die dies für hat heißt ich ist mal man mir nochmal nutzt oder sind und war was welcher welches",
    "wem wer wie wofür wozu zu bitte erklär erkläre danke kennt jemand",
    "à au c'est ce de des du est et explique la le les merci ou pour quel quelle quelqu'un qu'est-ce que qui quoi sert",
    "alguien cual cuál de el en es esto explica favor gracias la los o para por porque qué que quien quién sirve son usa y",
    "は って と の 何 何です 何ですか って何 って何ですか とは を 使う",
  ].flatMap((line) => line.split(" ")),
);

/** With {@link STOP_WORDS}, the words of a question about a service that aren't its name. */
export const NOT_A_NAME: ReadonlySet<string> = new Set([
  ...STOP_WORDS,
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
    "standardmäßig standardport standard-port port-nummer eigentlich nimmt läuft laufen braucht brauche benutzt verwendet",
    "welchen welchem dem den des ein eine einen einem auf im am von vom bei mit offen sicher freigeben freigegeben",
    "par défaut utilise utilisé utilisent faut ouvrir ouvert dans sur pour quels quelles le la les un une du au",
    "puerto puertos por defecto utiliza corre abrir abierto para una unos cuáles qué en del al porta portas padrão",
    "predefinita predefinito usa usano quale quali della dello il lo di da per un una poort poorten welke gebruikt standaard",
    "jaki jakim jakich port portu porcie portach domyślny domyślnie używa działa na dla какой какие порт порта порты по",
    "умолчанию у для использует использует слушает в на hangi portu varsayılan olarak kullanır vilken använder standardport",
  ].flatMap((line) => line.split(" ")),
]);

/**
 * English words that are a service's name too. They are one only where a name has to be, as in `which port does bind
 * use`.
 */
export const EVERYDAY_WORDS: ReadonlySet<string> = new Set(
  [
    "admin agent alias api app at audio auth backup base beats big bind bolt book bridge bus call carbon chat check client",
    "cluster code command console control core daemon data database date day direct discard discovery distribution dns-check",
    "domain dot down drone echo email entry event exec express expo fabric file files finger fire first follow foreman free game",
    "games gate gateway go graphics ha heat heartbeat host image info input ipc item job jobs key lab last link linux lock",
    "log login logs mail main manager map matter media meeting message metro mobile mode model monitor name names net",
    "network news next node nodes object office one output panel parse pass password phone ping play pod pods pop power",
    "print printer process project projector proxy query queue race radio rap ready record registry remote report rest rip",
    "rooms root router run scan script search sentinel serve session shell shiny show signal site sky sql start state status",
    "steam step stone storage store stream submission submissions support switch sync system talk task team tech temp",
    "tempo test text ticket time timed token tool track transfer tunnel turn turns up update user users video view voice vpn",
    "watch web who wins wizard world wow write www x zone",
  ].flatMap((line) => line.split(" ")),
);
