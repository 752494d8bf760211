/**
 * How scanners' tables say that a port is open, in the languages into which people and browsers translate them, and how
 * GNU's nc does.
 */
const OPEN: ReadonlySet<string> = new Set(
  "open offen geöffnet abierto abierta aberto aberta obert aperto aperta ouvert ouverte ouvrir öppen åpen åben otwarty otwarte otevřený otevřeno deschis nyitott açık открыт открыто открытый відкрито відкритий terbuka mở 开放 打开 開放 開啟 开启 已开放 オープン 開いている 열림 개방".split(
    " ",
  ),
);
const CLOSED: ReadonlySet<string> = new Set(
  "closed filtered unfiltered open|filtered closed|filtered geschlossen gefiltert cerrado cerrada filtrado filtrada fechado fechada chiuso chiusa filtrato fermé filtré zamknięty закрыт закрыто фильтруется kapalı 关闭 已关闭 过滤 關閉 閉じた 닫힘".split(
    " ",
  ),
);

/** What a word says of a port, in any case; null if it says nothing of one. */
export function portState(word: string): "open" | "closed" | null {
  const state = word.toLowerCase();
  return OPEN.has(state) ? "open" : CLOSED.has(state) ? "closed" : null;
}

/** The words for a port and for its state in the heads of such tables. */
const PORT = /^(?:ports?|puerto|porta|порт|端口|ポート|포트|連接埠|埠)(?:$|[/(])/i;
const STATE = /^(?:state|status|estado|état|etat|stato|zustand|stan|состояние|статус|状态|狀態|状態|상태|durum)$/i;
/** Tells quickly which lines may be such a head. */
export const MAY_HAVE_PORT = /port|puerto|порт|端口|ポート|포트|埠/i;

/** Whether a head is that of a table of scanned ports: `PORT STATE SERVICE`, `| Puerto | Estado |`, `host port proto name state`. */
export function isScanHead(words: readonly string[]): boolean {
  return words.length <= 12 && words.some((word) => PORT.test(word)) && words.some((word) => STATE.test(word));
}

/** The place of the port in a head. */
export const portPlace = (header: readonly string[]) => header.findIndex((word) => PORT.test(word));
