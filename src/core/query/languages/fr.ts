import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const FRENCH: LanguageWords = {
  port: "",
  number: "numéro numero numéros",
  beforeNumber: "est sont",
  which: "quel quelle quels quelles lequel lesquels",
  asks: "quel quelle quels quelles lequel lesquels qui quoi pourquoi combien est-ce",
  wants: "donne donnez donne-moi donnez-moi trouve propose cherche veux voudrais faut besoin",
  aroundNumber: "à au ce de des du est explique la le les pour sert svp plait plaît",
  state: `
    ouvert ouverte ouverts ouvrir fermé fermée fermés fermer bloqué bloquée bloqués bloque utilisé occupé accessible
    joignable
  `,
  free: "libre libres disponible disponibles inutilisé inutilisés non_utilisé non_utilisés",
  uses: `
    utilise utilisent utiliser utilisé servent écoute écoutent tourne tournent emploie défaut standard
    habituellement normalement
  `,
  and: "et ou ainsi",
  to: "à jusqu'à jusqu'au",
  between: "entre",
  difference: "différence différences",
  fillers: `
    comment
    aux ça cela un une a dans sur par avec en chez il y on me moi nous je tu que qu s'il te vous expliquer dis
    dis-moi peux là quelqu'un y-a-t-il
  `,
  on: "sur",
  elided: "d l qu",
  error: "erreur erreurs code",
  units: `
    heure heures jour jours seconde secondes minute minutes semaine semaines mois ans année années euro euros francs
  `,
  months: `
    janvier février fevrier mars avril mai juin juillet août aout septembre octobre novembre décembre decembre janv
    févr avr juil déc fév
  `,
  thanks: "merci beaucoup bien",
  hello: "bonjour bonsoir salut coucou",
  help: "aide aider aidez-moi aide-moi",
};
