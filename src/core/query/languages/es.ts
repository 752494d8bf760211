import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const SPANISH: LanguageWords = {
  port: "puerto puertos",
  number: "número numero núm num no",
  beforeNumber: "es son",
  which: "qué que cuál cual cuáles cuales",
  asks: "qué cuál cual cuáles cuales quién quien quiénes cómo dónde cuánto cuántos",
  wants: "dame da busca sugiere necesito quiero recomienda hay",
  aroundNumber: "alguien de el en es esto explica favor la los para por son sirve usa",
  state: `
    abierto abiertos abierta abrir cerrado cerrados cerrada cerrar bloqueado bloqueados bloquea ocupado ocupados
    usado accesible
  `,
  free: "libre libres disponible disponibles sin_usar no_usado",
  uses: `
    usan usar utiliza utilizan utilizar utilizado sirven escucha escuchan corre corren necesita necesitan defecto
    predeterminado predeterminados estándar normalmente
  `,
  and: "y e o u",
  to: "a al hasta",
  between: "entre",
  difference: "diferencia diferencias",
  fillers: `
    las lo un una unos unas del está están mi me nos se su sus tu eso este ese dime tiene tienen puedo puedes cuándo
  `,
  error: "error errores",
  units: `
    hora horas día días segundo segundos minuto minutos semana semanas mes meses año años euro euros peso pesos
    dólares
  `,
  months: `
    enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre ene abr ago
    dic
  `,
  thanks: "gracias muchas mil",
  hello: "hola buenas buenos días tardes noches",
  help: "ayuda ayúdame",
};
