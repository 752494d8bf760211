import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const CHINESE: LanguageWords = {
  port: "端口 端口号 埠 通訊埠 連接埠 连接埠 埠號 端口號",
  portAfterNumber: "端口 埠 通訊埠 連接埠",
  number: "号 號",
  beforeNumber: "是 为 為",
  which: "哪个 哪個 哪些 哪",
  asks: "哪个 哪個 哪些 哪 什么 什麼 啥 谁 誰 几 幾 为什么 為什麼 多少 吗 嗎 呢 怎么 怎麼 能否 是否 干嘛",
  wants: "给 給 找 推荐 推薦 需要 想要 求",
  aroundNumber: "是 的 这 這 请问 請問 请 請 解释 解釋",
  state: "开放 開放 打开 打開 开着 開著 开了 开启 開啟 关闭 關閉 关了 封了 封锁 屏蔽 被占用 占用 佔用 阻止",
  free: "空闲 空閒 可用 没被占用 没有被占用 未占用 未使用 没人用",
  uses: "使用 默认 默認 預設 缺省 监听 監聽 运行 運行 用 跑 标准 通常 一般",
  and: "和 与 與 或 还是 還是 及 跟",
  to: "到 至",
  between: "之间 之間",
  difference: "区别 區別 差别 差別 不同",
  fillers:
    "在 上 了 被 由 做 干 问 告诉 告訴 我 我们 你 一个 一個 个 個 有 没有 这个 這個 那个 服务 服務 哪里 要 会 會 把 对 对应 可以 能 一下 来 都 它 占 着 么 麼",
  error: "错误 錯誤 报错 错误码",
  units: "元 块 塊 美元 秒 分钟 分鐘 小时 小時 点 點 天 日 周 月 年 次 台 個 个 人 毫秒 分 時",
  thanks: "谢谢 謝謝 多谢 多謝 感谢 感謝 你 了 啦 您 非常",
  hello: "你好 您好 嗨 大家好 早上好 晚上好",
  help: "帮助 幫助 帮忙 帮我 救命",
};
