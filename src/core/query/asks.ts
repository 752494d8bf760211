import { anyLanguage } from "#core/query/languages.ts";

/**
 * Whether a text asks something: a number in it is likely meant. No repetition but of single characters.
 * @param plain lower case
 */
export function asksSomething(plain: string): boolean {
  return ASKS.test(plain);
}

/** Whether a text tells of trouble with a connection, as messages of errors do. @param plain lower case */
export function tellsOfTrouble(plain: string): boolean {
  return TROUBLE.test(plain);
}

const ASKS = new RegExp(
  [
    "[?؟？]",
    "(?:^|[.,;:!] )(?:is|are|do) |^was ",
    oneOf(
      "what|whats|which|why|who|whose|where|how|anyone|anybody|somebody|someone|explain|tell me|remind me|look ?up",
      "do (?:we|i|you)|does|is (?:it|this|that|there)|are (?:there|these|those)|should|shall|can (?:i|we|you)|may (?:i|we)",
      "anything|asks? (?:if|whether)|wonders? (?:if|whether)|i meant|safe to|risks? of|ok to|okay to|allowed to|need to know|wondering|any idea|asked for|wants?",
    ),
    anyLanguage("asks"),
  ].join("|"),
  "u",
);

const TROUBLE = new RegExp(
  [
    oneOf(
      "open(?:ed|s)?|close[sd]?|block(?:ed|s|ing)?|refus(?:ed|es|ing)|(?:un)?reachable|unavailable|in use|taken|filtered",
      "can(?:'|’|no)?t (?:reach|connect|access|bind|open|listen)|cannot (?:reach|connect|access|bind|open|listen)|won(?:'|’)t",
      "tim(?:e|es|ed|ing) ?out|not (?:answering|reachable|responding|open|listening|working)|no (?:answer|response|route)",
      "error|fail(?:ed|s|ure|ing)?|denied|invalid|hangs?|hung|syns?|rst|reset|dropp?(?:ed|s|ing)|reject(?:ed|s)?|deny",
      "expos(?:e|ed|es|ing)|firewall|listening|listens|bind|bound|hogging|traffic|connection|telnet|nmap|scan(?:ner|s)?",
    ),
    anyLanguage("state"),
  ].join("|"),
  "u",
);

function oneOf(...alternatives: readonly string[]): string {
  return `(?<![\\p{L}\\p{N}_-])(?:${alternatives.join("|")})(?![\\p{L}\\p{N}_-])`;
}
