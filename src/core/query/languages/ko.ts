import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const KOREAN: LanguageWords = {
  port: "포트 포트번호",
  portAfterNumber: "포트",
  number: "번호 번",
  beforeNumber: "은 는",
  which: "어떤 어느 무슨",
  asks: "어떤 어느 무슨 무엇 뭐 뭔 뭘 누가 누구 왜 어디 몇 나요 인가요 어때 습니까 입니까 을까요",
  wants: "알려줘 알려주세요 알려 줘 주세요 추천 찾아 필요",
  aroundNumber: "은 는 이 가 을 를 입니다 설명 해줘",
  state: "열려 열린 열어 열기 닫혀 닫힌 닫아 막혀 막힌 차단 점유",
  free: "비어 빈 사용하지 사용가능 남는 가용 사용하지_않는 사용_가능 쓰지_않는 안_쓰는",
  uses: "사용 이용 쓰는 쓰나 쓰이 써 씁 기본값 기본 디폴트 표준 보통 듣 리슨 실행 동작",
  and: "와 과 및 또는 이나 하고",
  to: "부터 까지",
  between: "사이",
  difference: "차이 차이점",
  fillers: `
    의 에 에서 로 으로 도 만 랑 이랑 하는 하나 하나요 합 되는 되나 됩 된 되어 중인 중 있는 있나 있습 없는 있 없 가능한 가능 니다 니까 요 죠 지 이고 인 것 거 건 그 저 좀 해 세요 한 개
    어 나 까 게 데 야 예 네 다 지는 지고 않는 있어 까요
  `,
  error: "오류 에러 코드",
  units: "달러 시간 번째 원 초 시 일 주 개 대 명 건 회 분 월 년",
  thanks: "감사합니다 감사해요 감사 고마워 고맙습니다 고마워요 땡큐 정말",
  hello: "안녕 안녕하세요 하이",
  help: "도움 도움말 도와줘 도와주세요",
};
