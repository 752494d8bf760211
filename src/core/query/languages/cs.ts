import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const CZECH: LanguageWords = {
  port: "portu portem porty portů portům portech",
  number: "číslo č",
  beforeNumber: "je jsou od",
  which: "jaký jaká jaké jakém který která které kterém kterého jakého",
  asks: "jaký jaká jaké jakém který která které kterém kterého jakého co kdo proč čemu čeho kolik kde zda",
  wants: "dej dejte najdi navrhni potřebuji potřebuju chci hledám",
  aroundNumber: "je to prosím vysvětli",
  state: `
    otevřený otevřen otevřené otevřít zavřený zavřen zavřené zavřít blokovaný blokován zablokovaný obsazený dostupný
  `,
  free: "volný volné volného volných nepoužívaný nevyužitý",
  uses: `
    používá používají použít používaný poslouchá naslouchá běží potřebuje slouží výchozí standardně standardní
    obvykle
  `,
  and: "a nebo i",
  to: "do až",
  between: "mezi",
  difference: "rozdíl rozdíly",
  fillers: "na v ve z ze pro po při u s se si ten ta tento mi nám já my má mají řekni nějaký někdo",
  error: "chyba chybu chyby kód",
  units: "kč korun koruny sekund sekundy minut minuty hodin hodiny dní dny týdnů měsíců roku rok",
  months: `
    leden ledna únor února březen března duben dubna květen května červen června červenec července srpen srpna září
    říjen října listopad listopadu prosinec prosince
  `,
  thanks: "díky děkuji děkuju dík moc",
  hello: "ahoj čau dobrý den nazdar",
  help: "nápověda pomoc",
};
