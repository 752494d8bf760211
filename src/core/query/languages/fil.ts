import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const FILIPINO: LanguageWords = {
  port: "puerto",
  number: "numero bilang",
  beforeNumber: "ay na",
  which: "alin aling anong",
  asks: "alin aling anong ano anu sino bakit paano kailan saan ilan ba",
  wants: "bigyan hanap hanapin kailangan magbigay",
  aroundNumber: "ang ito po paki ipaliwanag",
  state: "bukas nakabukas buksan sarado isara nakasara naka-block barado okupado",
  free: "bakante libre libreng bakanteng",
  uses: "gumagamit ginagamit gamit gamitin gumana tumatakbo nakikinig default karaniwan karaniwang",
  and: "o saka",
  to: "hanggang",
  between: "pagitan",
  difference: "pagkakaiba kaibahan",
  fillers: `
    nang sa si ni kay para mga iyan iyon yan yung nito opo ako ko ka mo kami namin natin may mayroon meron wala bang
    isang ninyo nyo sabihin nasa pwede puwede maaari
  `,
  error: "error mali",
  units: "piso pesos segundo minuto oras araw linggo buwan taon beses",
  months: "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
  thanks: "salamat maraming po",
  hello: "kumusta kamusta magandang umaga hapon gabi",
  help: "tulong saklolo",
};
