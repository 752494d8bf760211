/**
 * The words of a language that questions may be in, English aside: each field is a list of words in lower case, parted
 * by blanks, in every form that people type, accents left out included. `_` stands for the space inside a phrase. In
 * scripts that put no space between words, the words are searched for inside longer text.
 */
export interface LanguageWords {
  /** The word port in all its cases and compounds, but for `port` and `ports`, which are read in every language. */
  readonly port: string;
  /** The forms of it that follow a number, as in `8080 portu`; not the ones of a count, as in `24 порта`. */
  readonly portAfterNumber?: string;
  /** The word number, between the word port and a number, on either side. */
  readonly number: string;
  /** Between the word port and a number: is, are, from. */
  readonly beforeNumber?: string;
  /** Which, as it stands beside the word port, whatever else it means elsewhere. */
  readonly which: string;
  /** What makes any sentence a question: who, what, why, which, and particles; no word that means something else. */
  readonly asks: string;
  /** Give, find, need: a request. */
  readonly wants: string;
  /** What may stand around a lone number that is asked for: is, this, please, explain. */
  readonly aroundNumber: string;
  /** What a port may be: open, closed, blocked, taken, reachable. */
  readonly state: string;
  /** Free, unused: as it stands beside the word port in a request for free ports. */
  readonly free: string;
  /** Use, listen, run, by default: between a name and the word port. */
  readonly uses: string;
  /** And, or: between two numbers of a list. */
  readonly and: string;
  /** Between the two ends of a span. */
  readonly to: string;
  /** Before or after the two ends of a span. */
  readonly between: string;
  /** Difference: two numbers beside it aren't a span. */
  readonly difference: string;
  /** Articles, prepositions, pronouns and the like, which carry no name. */
  readonly fillers: string;
  /** Prepositions that make a bare number a port, as in `on 8080`; only such as rarely stand before other numbers. */
  readonly on?: string;
  /** Endings that follow a name after an apostrophe. */
  readonly endings?: string;
  /** Articles and prepositions that come before a name with an apostrophe. */
  readonly elided?: string;
  /** Error, code: a number beside it is a status. */
  readonly error: string;
  /** What is counted, measured or paid: a number before it isn't a port. */
  readonly units: string;
  /** In full, and abbreviations, if a number of the day stands before them. */
  readonly months?: string;
  readonly thanks: string;
  readonly hello: string;
  readonly help: string;
}
