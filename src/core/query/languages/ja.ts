import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const JAPANESE: LanguageWords = {
  port: "ポート ポート番号",
  portAfterNumber: "ポート",
  number: "番号 番 号",
  beforeNumber: "は",
  which: "どの どれ どちら",
  asks: "どの どれ どちら 何 なに なん 誰 なぜ どう いくつ ですか ますか でしょうか かな",
  wants: "教えて ください 下さい 欲しい ほしい 見つけて 探して くれ",
  aroundNumber: "は って と の とは を です 使う 次",
  state: "開いて 開いている 開け 開放 閉じて 閉じている 閉まって 塞がって ブロック 使用中 遮断",
  free: "空き 空いて 空いている 未使用 使われていない",
  uses: "使われて 使います 使用 使って 使い 利用 待ち受け リッスン 動いて デフォルト 既定 標準 通常 必要",
  and: "と や または 及び と比べて",
  to: "から まで",
  between: "間",
  difference: "違い 差",
  fillers: `
    が に で も へ より ます ある あります いる います おります する します している して れて した か ね よ これ それ この その こと もの 用 知りたい お願い お願いします どなた つ 一つ ひとつ
    つの ありません でした でしたっけ っけ い
  `,
  error: "エラー エラーコード",
  units: "円 ドル 秒 分 時 時間 週間 月 年 件 台 個 枚 日 人",
  thanks: "ありがとう ありがとうございます ございます どうも 感謝 助かりました ました",
  hello: "こんにちは こんばんは おはよう おはようございます ございます やあ",
  help: "ヘルプ 使い方 助けて",
};
