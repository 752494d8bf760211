import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const VIETNAMESE: LanguageWords = {
  port: "cổng cong",
  number: "số so",
  beforeNumber: "là từ",
  which: "nào nao",
  asks: "nào nao gì sao tại_sao nhiêu hả đâu có_gì",
  wants: "cho tìm giúp cần gợi ý muốn",
  aroundNumber: "là này giải thích xin làm ơn",
  state: "mở đóng chặn bị khóa bận",
  free: "trống rảnh chưa_dùng không_dùng chưa_sử_dụng chưa_ai_dùng còn_trống",
  uses: "dùng sử dụng chạy lắng nghe mặc định mac dinh thường",
  and: "và hoặc hay với",
  to: "đến tới den",
  between: "giữa",
  difference: "khác nhau",
  fillers:
    "gi tại la của ở trên trong để đó có được bởi một vài tôi mình chúng ta cái đang theo nó thì do không vậy chưa",
  error: "lỗi mã",
  units: "đồng nghìn triệu giây phút giờ ngày tuần tháng năm lần",
  thanks: "cảm ơn cám nhiều bạn",
  hello: "xin chào bạn",
  help: "trợ giúp tôi",
};
