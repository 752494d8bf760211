/** Vocabulary of the patterns, as regular expression fragments for lower-case text. */

import { spaced, wordSet } from "#core/query/languages.ts";
import { TRANSPORTS } from "#core/registry/port.ts";

export const TRANSPORT = oneOf(...TRANSPORTS);

/** "Port" in languages with spaces between words, with usual compounds and misspellings. */
export const PORT_WORD = oneOf(
  "(?:(?:local|remote|src|dst|source|destination|target|node|host|container|listen|server|https?)[-_ ]?)?ports?",
  "prot|porrt|pport",
  spaced("port"),
);

/** Protocols, not products: a number after a product's name is often its version. */
export const PROTOCOL = oneOf(
  "ssh|sftp|ftps?|tftp|telnet|smtps?|imaps?|pop3s?|https?|websockets?|grpc|dns|mdns|ntp|snmp|syslog|ldaps?|kerberos",
  "radius|rdp|vnc|winrm|smb|cifs|nfs|rpcbind|sips?|rtp|rtsp|stun|mqtts?|amqps?|bgp|ipsec|l2tp|pptp",
);

/** What has no port of its own and versions that are whole numbers; the table of software knows the others. */
export const VERSIONED = oneOf(
  "node(?:js)?|python|java|jdk|openjdk|php|ruby|ubuntu|debian|fedora|rhel|centos|rocky|windows(?: server)?|ios|macos|android",
  "firefox|chrome|thunderbird|release|version|vers\\.",
);

/** Words before a number that labels something else: `vlan 20`, `pid 443`. */
export const LABEL = oneOf(
  "vlans?|acl|access[ -]?list|(?:access )?list|vni|vrf|asn|rd|route[ -]target|community|mtu|ttl|qos|lun|slot|rack|unit|room|floor|level|layer|lane|area",
  "row|col|column|lines?|pages?|items?|chapter|section|step|stage|phase|part|article|kb|figure|table|agenda",
  "rfcs?|bcp|cve|pid|ppid|tid|uid|gid|user|chown(?: -r)?|chmod|umask|process|thread|worker|fd",
  "exit(?:ed)?(?: with)?(?: code| status)?|rc|code|errno|err|error|signal|sig|status|ret",
  "tickets?|issues?|prs?|mrs?|pull request|bugs?|incidents?|inc|chg|case|change|task|story|sprint|order|invoice",
  "account|customer|job|build|run|revision|rev|commit|id|serial|seq|session|request|top|first|last|next|max|min",
  "limit of|retry|retries|attempt|timeout(?: of)?|count|total|size|length|score|weight|load|hits|priority|prio",
  "sev|severity|team|group|channel|house|bus|gate|seat|badge(?: number)?|call|dial|ext|extension|tel|phone|fax",
);

/** Units that may be separated from the number by a space. */
export const UNIT = oneOf(
  "[kmgtp]i?b(?:it|yte)?s?(?:\\/s|ps)?|bytes?|bits?|[kmgt]bps|[prq]ps|req\\/s|iops|fps|[kmg]?hz|rpm|kw|volts?|amps?",
  "watts?|dbm?|mm|cm|km|px|[nµμm]?s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|days?|weeks?|months?|years?|yrs?",
);

export const MONTH = `${oneOf(
  "jan(?:uary?)?|feb(?:ruary?)?|mar(?:ch)?|apr(?:il)?|may(?! be| have|\\p{L})|june?|july?|aug(?:ust)?|sept?(?:ember)?",
  "oct(?:ober)?|nov(?:ember)?|dec(?:ember)?",
  spaced("months"),
)}(?!\\p{L})\\.?`;

/** Words between two numbers of a list or a span. */
export const AND = oneOf(
  "and|or|to|through|thru|until|till|vs\\.?|versus|then|also|even|plus|not|nor|from|compared",
  spaced("and", "to"),
);

/** Function words: after a number they continue the sentence instead of naming what is counted. */
export const FUNCTION_WORD = oneOf(
  "a|an|and|are|as|at|because|but|by|can|did|do|does|for|from|had|has|have|here|how|if|in|into|is|it|not|of|off|on",
  "only|or|so|than|that|the|then|there|this|through|to|too|via|was|were|what|when|where|which|while|who|why|will",
  "with|without|yet|you|again|already|anymore|instead|now|please|pls|right|still|today|yesterday|across|against",
  "towards?",
  spaced("and", "to", "beforeNumber", "aroundNumber", "fillers"),
);

const FOREIGN_WORDS_IN_S = [
  ...wordSet("port", "which", "asks", "beforeNumber", "aroundNumber", "uses", "and", "to", "fillers"),
].filter((word) => word.endsWith("s"));

/** Words ending in s that often follow a port and aren't counted plurals. */
export const NOT_A_PLURAL = oneOf(
  "is|was|has|does|vs|us|as|this|always|sometimes|perhaps|towards|across|pls|plus|needs|works|uses|keeps|means|says",
  "seems|shows|looks|gets|goes|hangs|fails|times|listens|runs|responds",
  "refuses|answers|returns|gives|takes|eats|dies|crashes|drops|flaps|stops|starts|breaks|serves|sends|opens|closes",
  "blocks|accepts|rejects|belongs|ports|https|ldaps|dns|mdns|nfs|tls|dtls|ftps|imaps|smtps|sips|mqtts|amqps",
  "whats|versus|redis|postgres|jenkins|prometheus|nats|kubernetes|nowadays|besides|anyways|thus",
  ...FOREIGN_WORDS_IN_S,
);

/** File name endings of sources, configurations and logs. */
export const SOURCE_ENDING = oneOf(
  "[cm]?[jt]sx?|py|rb|rs|go|java|kt|scala|cs|cpp|cc|c|h|hpp|php|pl|sh|lua|swift|sql|ya?ml|json|toml|conf|cfg|ini|md",
  "html?|css|vue|tf|log|txt|xml",
);

/** Devices with physical ports. */
export const DEVICE = oneOf(
  "switch|sw|usb|serial|com|hdmi|displayport|sfp\\+?|qsfp|poe|lan|wan|ethernet|physical|patch|panel|wall|uplink|trunk",
  "access|console|fib(?:re|er)|fc|hba|nic|thunderbolt|jack|stack|router",
);

function oneOf(...alternatives: readonly string[]): string {
  return `(?:${alternatives.join("|")})`;
}
