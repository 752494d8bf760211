import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const POLISH: LanguageWords = {
  port: "portu portem porcie porty portów portom portami portach portowi",
  number: "numer numerem nr",
  beforeNumber: "jest od",
  which: "jaki jaka jakie jakim jakiego jakich jakiej który która które którego którym których",
  asks: `
    jaki jaka jakie jakim jakiego jakich jakiej który która które którego którym których co czego czym kto kogo
    dlaczego czemu czy ile gdzie skąd
  `,
  wants: "podaj daj znajdź wskaż zaproponuj potrzebuję szukam poleć",
  aroundNumber: "to jest wyjaśnij proszę",
  state: `
    otwarty otwarte otworzyć otwórz zamknięty zamknięte zamknąć zablokowany zablokowane blokuje zajęty zajęte
    dostępny osiągalny
  `,
  free: "wolny wolne wolnego wolnych wolnym nieużywany nieużywane nieużywanego",
  uses: `
    używa używają używać używany używane używanego korzysta korzystają słucha nasłuchuje działa działają potrzebuje
    służy domyślny domyślnie domyślnym domyślnego domyślne standardowo standardowy zwykle
  `,
  and: "i oraz lub albo czy",
  to: "do",
  between: "między pomiędzy",
  difference: "różnica różnicę różni",
  fillers: `
    na w we z ze dla o po przez za przy u ten ta tego tym są ma mają się mi nam mnie ja my znajdz mogę jakiś jakieś
  `,
  error: "błąd błędu błędy kod",
  units: `
    zł złotych złoty zlotych grosz groszy sekund sekundy minut minuty godzin godziny godzina dni dzień tygodni
    miesięcy lat roku rok euro
  `,
  months: `
    styczeń stycznia luty lutego marzec marca kwiecień kwietnia maj maja czerwiec czerwca lipiec lipca sierpień
    sierpnia wrzesień września październik października listopad listopada grudzień grudnia
  `,
  thanks: "dzięki dziękuję dziękuje dzieki bardzo wielkie",
  hello: "cześć czesc hej siema witaj dzień dobry",
  help: "pomoc pomocy pomóż",
};
