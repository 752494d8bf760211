import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const GERMAN: LanguageWords = {
  port: "portnummer portnummern portnr standardport standardports standard-port netzwerkport",
  number: "nummer nummern nr bereich",
  beforeNumber: "ist sind von",
  which: "welcher welche welches welchen welchem",
  asks: "welcher welche welches welchen welchem wer wen wem wofür wozu warum wieso weshalb woher wie darf",
  wants: "brauche brauchen brauch gib gibt gibts such suche suchen finde zeig nenne empfiehl hätte möchte",
  aroundNumber: `
    alles das denn der die dies für hat heißt ich ist mal man mir nochmal nutzt sind war was zu bitte erklär erkläre
    kennt jemand
  `,
  state: `
    offen offene offenen geöffnet öffnen aufmachen geschlossen geschlossene gesperrt blockiert blockieren belegt
    besetzt erreichbar freigeben freigegeben freischalten
  `,
  free: `
    frei freie freien freier freies unbenutzt unbenutzte unbenutzten ungenutzt ungenutzte verfügbar verfügbare
    verfügbaren
  `,
  uses: `
    nutzen benutzt benutzen verwendet verwenden verwendete nimmt läuft laufen lauscht lauschen hört gehört braucht
    benötigt dient standardmäßig standardmässig standard normalerweise üblicherweise üblich
  `,
  and: "und oder bzw sowie",
  to: "bis",
  between: "zwischen",
  difference: "unterschied unterschiede",
  fillers: `
    den dem des ein eine einen einem einer wird werden habe haben steht es du wir mich uns eigentlich dann da dort
    hier auf aus bei mit vom im am an zum zur ob sag sagt erklären gegen gebt wo kann können soll dürfen
  `,
  on: "auf",
  error: "fehler fehlercode code",
  units: `
    uhr sekunde sekunden minute minuten stunde stunden tage tagen woche wochen monat monate monaten jahr jahre
    jahren euro cent franken prozent stück
  `,
  months: `
    januar jänner februar märz april mai juni juli august september oktober november dezember jän mär okt dez
  `,
  thanks: "danke dankeschön dank vielen schön besten",
  hello: "hallo moin servus guten morgen tag abend grüezi tschüss",
  help: "hilfe hilf mir bitte",
};
