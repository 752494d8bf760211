import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const ROMANIAN: LanguageWords = {
  port: "portul portului porturi porturile porturilor",
  number: "numărul numarul nr",
  beforeNumber: "este e sunt de_la",
  which: "ce care",
  asks: "cine cum unde cât",
  wants: "dă da-mi caută vreau caut trebuie",
  aroundNumber: "este e asta explică rog",
  state: "deschis deschise deschid închis inchis închise blocat blocate ocupat accesibil",
  free: "liber libere disponibil disponibile nefolosit",
  uses: `
    folosește foloseste folosesc folosit folosite utilizează ascultă ruleaza rulează nevoie implicit implicită
    standard
  `,
  and: "și sau ori",
  to: "până_la",
  between: "între intre",
  difference: "diferența diferenta",
  fillers: "pe la pentru de din în in cu un o al a lui îmi mi ne spune am avem acest acesta cineva",
  error: "eroare eroarea cod",
  units: "lei leu secunde minute ore oră zile zi săptămâni luni ani",
  months: "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
  thanks: "mulțumesc multumesc mersi mult",
  hello: "salut bună buna ziua",
  help: "ajutor",
};
