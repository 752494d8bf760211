import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const DUTCH: LanguageWords = {
  port: "poort poorten poortnummer poortnummers standaardpoort",
  number: "nummer nr",
  beforeNumber: "is zijn",
  which: "welke welk",
  asks: "welke welk wat wie waarom waarvoor waar hoe hoeveel wiens mag",
  wants: "geef zoek noem wil nodig",
  aroundNumber: "is dit dat het leg uit graag alsjeblieft aub",
  state: "openzetten openen dicht gesloten sluiten geblokkeerd geblokkeerde blokkeert bezet bereikbaar gebruikt",
  free: "vrij vrije ongebruikt ongebruikte beschikbaar beschikbare",
  uses: "gebruikt gebruiken draait draaien luistert luisteren heeft standaard normaal",
  and: "en",
  to: "tot",
  between: "tussen",
  difference: "verschil verschillen",
  fillers: `
    de een wordt worden op in voor van door bij naar aan met te er deze die ik je jij we wij mij me ons kan kun eens
    even iemand alstublieft
  `,
  error: "fout foutcode",
  units: "uur seconde seconden minuut minuten dag dagen week weken maand maanden jaar jaren euro",
  months: "januari februari maart april mei juni juli augustus september oktober november december",
  thanks: "bedankt dankjewel dankuwel dank je wel",
  hello: "hallo hoi dag goedemorgen goedemiddag goedenavond",
  help: "hulp",
};
