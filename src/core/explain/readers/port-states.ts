/**
 * How scanners' tables say that a port is open, in the languages into which people and browsers translate them, and how
 * GNU's nc does.
 */
const OPEN =
  "open offen geöffnet abierto abierta aberto aberta obert aperto aperta ouvert ouverte ouvrir öppen åpen åben otwarty otwarte otevřený otevřeno deschis nyitott açık открыт открыто открытый відкрито відкритий terbuka mở 开放 打开 開放 開啟 开启 已开放 オープン 開いている 열림 개방".split(
    " ",
  );
const CLOSED =
  "closed filtered unfiltered open|filtered closed|filtered geschlossen gefiltert cerrado cerrada filtrado filtrada fechado fechada chiuso chiusa filtrato fermé filtré zamknięty закрыт закрыто фильтруется kapalı 关闭 已关闭 过滤 關閉 閉じた 닫힘".split(
    " ",
  );

const STATES: ReadonlyMap<string, "open" | "closed"> = new Map([
  ...CLOSED.map((word) => [word, "closed"] as const),
  ...OPEN.map((word) => [word, "open"] as const),
]);

/** What a word says of a port, in any case; null if it says nothing of one. Asked of many words, few of which do. */
export function portState(word: string): "open" | "closed" | null {
  const first = word.charCodeAt(0);
  return STATES.get(first > 64 && first < 91 ? word.toLowerCase() : word) ?? null;
}

/** The words for a port and for its state in the heads of such tables. */
const PORT = /^(?:ports?|puerto|porta|порт|端口|ポート|포트|連接埠|埠)(?:$|[/(])/i;
const STATE = /^(?:state|status|estado|état|etat|stato|zustand|stan|состояние|статус|状态|狀態|状態|상태|durum)$/i;
/** Tells quickly which lines may be such a head. */
export const mayHavePort = (line: string) => line.charCodeAt(0) > 127 || /port|puerto/i.test(line);

/** Whether a head is that of a table of scanned ports: `PORT STATE SERVICE`, `| Puerto | Estado |`, `host port proto name state`. */
export function isScanHead(words: readonly string[]): boolean {
  return words.length <= 12 && words.some((word) => PORT.test(word)) && words.some((word) => STATE.test(word));
}

/** The place of the port in a head. */
export const portPlace = (header: readonly string[]) => header.findIndex((word) => PORT.test(word));
