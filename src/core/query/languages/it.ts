import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const ITALIAN: LanguageWords = {
  port: "porta porte",
  number: "numero",
  beforeNumber: "è sono",
  which: "quale quali che",
  asks: "quale quali cosa cos'è chi perché perche qual dove quanto quanti",
  wants: "dammi dai suggerisci cerco voglio vorrei trova c'è",
  aroundNumber: "è il la questo spiega spiegami favore per",
  state: `
    aperta aperto aperte aprire chiusa chiuso chiuse chiudere bloccata bloccato bloccate occupata occupate
    raggiungibile
  `,
  free: "libera libere libero liberi disponibile disponibili non_usata non_usate inutilizzata",
  uses: `
    usa usano usare usata usato utilizza utilizzano utilizzata servono ascolta gira girano bisogno predefinita
    predefinite predefinito default normalmente
  `,
  and: "e o oppure",
  to: "a fino_a",
  between: "tra fra",
  difference: "differenza differenze",
  fillers: `
    lo i gli le l un uno una di del dello della dei delle da dal in nel nella su sul sulla sulle sta si mi al alla
    ha hanno questa dimmi qualcuno
  `,
  on: "sulla",
  elided: "dell nell sull all dall",
  error: "errore errori",
  units: "ora ore giorno giorni secondo secondi minuto minuti settimana settimane mese mesi anno anni euro",
  months: "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
  thanks: "grazie mille tante",
  hello: "ciao salve buongiorno buonasera",
  help: "aiuto aiutami",
};
