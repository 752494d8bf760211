import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const PORTUGUESE: LanguageWords = {
  port: "porta portas",
  number: "número numero no",
  beforeNumber: "é são",
  which: "qual quais que",
  asks: "qual quais quê quem porquê onde quanto",
  wants: "dê dá sugira preciso quero procuro recomenda tem há",
  aroundNumber: "é o a isso isto explica explique favor para por",
  state: `
    aberta aberto abertas abertos abrir fechada fechado fechadas fechar bloqueada bloqueado bloqueadas ocupada
    ocupado acessível
  `,
  free: "livre livres disponível disponíveis sem_uso não_usada",
  uses: `
    usa usam usar utiliza utilizam usada usado usadas escuta escutam roda rodam precisa precisam padrão omissão
    predefinida predefinido normalmente
  `,
  and: "e ou",
  to: "a até",
  between: "entre",
  difference: "diferença diferenças",
  fillers: `
    os as um uns umas do da dos das de na nos em está estão pra pelo pela me se seu esse este diga alguém posso como
  `,
  error: "erro erros",
  units: "hora horas dia dias segundo segundos minuto minutos semana semanas mês meses ano anos euro euros reais",
  months: `
    janeiro fevereiro março marco abril maio junho julho agosto setembro outubro novembro dezembro fev abr ago dez
  `,
  thanks: "obrigado obrigada muito valeu",
  hello: "olá ola oi bom boa dia tarde noite",
  help: "ajuda socorro",
};
