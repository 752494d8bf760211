import type { LanguageWords } from "#core/query/languages/language-words.ts";

export const TURKISH: LanguageWords = {
  port: `
    portu portun portunu portunun portuna portunda portundan porttan portta porta portlar portları portların
    portlarını portlarda portlara
  `,
  portAfterNumber: "portu portunu portunun portuna portunda portundan portta porttan",
  number: "numaralı numarası nolu numara",
  which: "hangi hangisi",
  asks: "hangi hangisi nedir neden niye niçin kim kimin nerede mı mu mü midir mıdır mudur müdür kaç acaba",
  wants: "ver verir bul öner göster lazım gerekiyor istiyorum söyle",
  aroundNumber: "bu açıkla lütfen",
  state: `
    açık açıktır açmak aç kapalı kapalıdır kapat engelli engelleniyor engellenmiş dolu meşgul kullanımda
    erişilebilir
  `,
  free: "boş boşta kullanılmayan müsait",
  uses: `
    kullanır kullanıyor kullanıyorlar kullanan kullanılır kullanılıyor kullanmak çalışır çalışıyor çalışan dinliyor
    dinler dinleyen gerekir gerekli varsayılan standart normalde genelde
  `,
  and: "ve ile veya ya",
  to: "ila kadar",
  between: "arası arasında arasındaki",
  difference: "fark farkı farkları",
  fillers: `
    bir şu o için olarak de da üzerinde üzerinden var yok ben bana biz bize söyler benim bizim birisi misin olan mi
    ne
  `,
  endings: "in ın un ün nin nın nun nün i ı u ü yi yı yu yü e a ye ya de da te ta den dan ten tan",
  error: "hata hatası hatalar kodu",
  units: "lira liraya tl kuruş saniye dakika saat gün hafta ay yıl yılı yılında sene tane adet",
  months: "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
  thanks: "teşekkürler teşekkür ederim tesekkurler sağol sağ ol eyvallah çok",
  hello: "merhaba selam günaydın iyi günler",
  help: "yardım yardim",
};
