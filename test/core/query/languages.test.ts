import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatQuery } from "#core/query/format-query.ts";
import { QUESTION_LANGUAGES } from "#core/query/languages.ts";
import { readMessage } from "#core/query/read-message.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

const context = { portByName, names: knowledge.services, isPortSet: knowledge.software.portSets.has };

/** The query in its canonical text; `ask back` if the text is read as nothing that is certain. */
function outcome(text: string): string {
  const query = readMessage(text, context);
  return query.kind === "invalid" ? "ask back" : formatQuery(query);
}

/** Sentences as an operator would type them, and what they ask. */
const SENTENCES: Readonly<Record<string, readonly (readonly [text: string, query: string])[]>> = {
  German: [
    ["welchen Port benutzt postgres", "postgres"],
    ["was läuft auf Port 867", "867"],
    ["ist 8080 offen oder geschlossen", "8080"],
    ["wer nutzt standardmäßig 5432?", "5432"],
    ["gib mir 3 freie Ports zwischen 8000 und 9000", "free 3 8000-9000"],
    ["Unterschied zwischen 465 und 587?", "465 vs 587"],
    ["vielen Dank!", "thanks"],
    ["hilfe", "help"],
    ["das Kabel kostet 300 Euro im Laden", "ask back"],
    ["um 14:30 Uhr ist Wartung im Rechenzentrum", "ask back"],
  ],
  French: [
    ["quel port utilise postgres", "postgres"],
    ["qu'est-ce qu'il y a sur le port 867", "867"],
    ["le port 8080 est-il ouvert ou fermé", "8080"],
    ["qui utilise 5432 par défaut", "5432"],
    ["donne-moi un port libre", "free"],
    ["le port d'oracle par défaut", "oracle"],
    ["merci beaucoup", "thanks"],
    ["le câble coûte 300 euros en magasin", "ask back"],
    ["réunion le 21 février 2024 avec toute l'équipe", "ask back"],
  ],
  Spanish: [
    ["qué puerto usa postgres", "postgres"],
    ["qué hay en el puerto 867", "867"],
    ["el puerto 8080 está abierto o cerrado", "8080"],
    ["quién usa 5432 por defecto", "5432"],
    ["dame 3 puertos libres entre 8000 y 9000", "free 3 8000-9000"],
    ["está libre el puerto 8080", "8080"],
    ["muchas gracias", "thanks"],
    ["el cable cuesta 300 pesos en la tienda", "ask back"],
    ["la migración terminó el 21 de febrero de 2024", "ask back"],
  ],
  Portuguese: [
    ["qual porta o postgres usa", "postgres"],
    ["o que roda na porta 867", "867"],
    ["a porta 8080 está aberta ou fechada", "8080"],
    ["quem usa 5432 por padrão", "5432"],
    ["preciso de uma porta livre", "free"],
    ["portas 80 e 443", "80 443"],
    ["muito obrigado", "thanks"],
    ["o cabo custa 300 reais na loja", "ask back"],
    ["a migração terminou há 45 minutos", "ask back"],
  ],
  Italian: [
    ["quale porta usa postgres", "postgres"],
    ["cosa c'è sulla porta 867", "867"],
    ["la porta 8080 è aperta o chiusa", "8080"],
    ["chi usa 5432 di default", "5432"],
    ["dammi una porta libera", "free"],
    ["qual è la porta dell'ldap", "ldap"],
    ["grazie mille", "thanks"],
    ["il cavo costa 300 euro in negozio", "ask back"],
    ["riunione il 21 febbraio 2024 con tutti", "ask back"],
  ],
  Dutch: [
    ["welke poort gebruikt postgres", "postgres"],
    ["wat draait er op poort 867", "867"],
    ["is poort 8080 open of dicht", "8080"],
    ["wie gebruikt standaard 5432", "5432"],
    ["geef me 3 vrije poorten", "free 3"],
    ["poort 8000 tot 8100", "8000-8100"],
    ["dank je wel", "thanks"],
    ["de kabel kost 300 euro in de winkel", "ask back"],
    ["het onderhoud duurt 45 minuten volgens planning", "ask back"],
  ],
  Polish: [
    ["jakiego portu używa postgres", "postgres"],
    ["co działa na porcie 867", "867"],
    ["czy port 8080 jest otwarty czy zamknięty", "8080"],
    ["co domyślnie używa 5432", "5432"],
    ["potrzebuję wolny port", "free"],
    ["porty 80 i 443", "80 443"],
    ["dziękuję bardzo", "thanks"],
    ["kabel kosztuje 300 złotych w sklepie", "ask back"],
    ["migracja skończyła się w 2024 roku", "ask back"],
  ],
  Russian: [
    ["какой порт использует postgres", "postgres"],
    ["что на порту 867", "867"],
    ["порт 8080 открыт или закрыт", "8080"],
    ["кто использует 5432 по умолчанию", "5432"],
    ["дай 3 свободных порта от 8000 до 9000", "free 3 8000-9000"],
    ["между портами 8000 и 8100", "8000-8100"],
    ["большое спасибо", "thanks"],
    ["кабель стоит 300 рублей в магазине", "ask back"],
    ["в коммутаторе 24 порта, ошибка 503", "ask back"],
  ],
  Ukrainian: [
    ["який порт використовує postgres", "postgres"],
    ["що на порту 867", "867"],
    ["порт 8080 відкритий чи закритий", "8080"],
    ["хто використовує 5432 за замовчуванням", "5432"],
    ["дай вільний порт", "free"],
    ["порти 80 та 443", "80 443"],
    ["дуже дякую", "thanks"],
    ["кабель коштує 300 гривень у магазині", "ask back"],
    ["міграція закінчилась у 2024 році", "ask back"],
  ],
  Turkish: [
    ["postgres hangi portu kullanır", "postgres"],
    ["867 portunda ne var", "867"],
    ["8080 portu açık mı kapalı mı", "8080"],
    ["varsayılan olarak 5432 kim kullanır", "5432"],
    ["bana 3 boş port ver", "free 3"],
    ["postgres'in portu kaç", "postgres"],
    ["8080 portu boş mu", "8080"],
    ["teşekkür ederim", "thanks"],
    ["kablo mağazada 300 lira tutuyor", "ask back"],
    ["bakım 45 dakika sürecek ekip için", "ask back"],
  ],
  Arabic: [
    ["ما هو المنفذ الذي يستخدمه postgres", "postgres"],
    ["ماذا يعمل على المنفذ ٨٦٧", "867"],
    ["هل المنفذ ٨٠٨٠ مفتوح أم مغلق؟", "8080"],
    ["من يستخدم 5432 بشكل افتراضي", "5432"],
    ["أريد منفذ فارغ", "free"],
    ["المنافذ 80 و443", "80 443"],
    ["شكرا جزيلا", "thanks"],
    ["سعر الكابل ٣٠٠ ريال في المتجر", "ask back"],
    ["انتهى النقل قبل 45 دقيقة تقريبا اليوم", "ask back"],
  ],
  Persian: [
    ["postgres از کدام پورت استفاده می‌کند", "postgres"],
    ["روی پورت ۸۶۷ چیست", "867"],
    ["آیا پورت ۸۰۸۰ باز است یا بسته", "8080"],
    ["چه چیزی به طور پیش‌فرض از 5432 استفاده می‌کند", "5432"],
    ["یک پورت آزاد بده", "free"],
    ["پورت شماره ۴۴۳ برای چیست", "443"],
    ["خیلی ممنون", "thanks"],
    ["قیمت کابل در فروشگاه ۳۰۰ تومان شد", "ask back"],
    ["انتقال ۴۵ دقیقه پیش تمام شد", "ask back"],
  ],
  Uyghur: [
    ["postgres قايسى پورتنى ئىشلىتىدۇ", "postgres"],
    ["867-پورتتا نېمە بار", "867"],
    ["8080 پورتى ئوچۇقمۇ تاقاقمۇ", "8080"],
    ["كۆڭۈلدىكى ئەھۋالدا 5432 نى كىم ئىشلىتىدۇ", "5432"],
    ["ماڭا بىر بوش پورت بېرىڭ", "free"],
    ["443-نومۇرلۇق ئېغىز نېمە", "443"],
    ["كۆپ رەھمەت", "thanks"],
    ["كابېلنىڭ باھاسى دۇكاندا 300 يۈەن بولدى", "ask back"],
    ["يىغىن 45 مىنۇت داۋام قىلدى بۈگۈن", "ask back"],
  ],
  Hindi: [
    ["postgres कौन सा पोर्ट उपयोग करता है", "postgres"],
    ["पोर्ट ८६७ पर क्या है", "867"],
    ["क्या पोर्ट 8080 खुला है या बंद", "8080"],
    ["डिफ़ॉल्ट रूप से 5432 कौन उपयोग करता है", "5432"],
    ["एक खाली पोर्ट बताओ", "free"],
    ["443 नंबर पोर्ट किसलिए है", "443"],
    ["बहुत धन्यवाद", "thanks"],
    ["केबल की कीमत दुकान में 300 रुपये थी", "ask back"],
    ["बैठक आज 45 मिनट तक चली", "ask back"],
  ],
  Urdu: [
    ["postgres کون سا پورٹ استعمال کرتا ہے", "postgres"],
    ["پورٹ ۸۶۷ پر کیا ہے", "867"],
    ["کیا پورٹ 8080 کھلا ہے یا بند", "8080"],
    ["ڈیفالٹ طور پر 5432 کون استعمال کرتا ہے", "5432"],
    ["ایک خالی پورٹ بتائیں", "free"],
    ["443 نمبر پورٹ کس لیے ہے", "443"],
    ["بہت شکریہ", "thanks"],
    ["دکان میں کیبل کی قیمت 300 روپے تھی", "ask back"],
    ["میٹنگ آج 45 منٹ جاری رہی", "ask back"],
  ],
  Bengali: [
    ["postgres কোন পোর্ট ব্যবহার করে", "postgres"],
    ["৮৬৭ পোর্টে কী চলছে", "867"],
    ["পোর্ট ৮০৮০ খোলা নাকি বন্ধ", "8080"],
    ["ডিফল্ট হিসেবে ৫৪৩২ কে ব্যবহার করে", "5432"],
    ["একটা খালি পোর্ট দাও", "free"],
    ["redis-এর পোর্ট কত", "redis"],
    ["অনেক ধন্যবাদ", "thanks"],
    ["দোকানে তারের দাম ৩০০ টাকা ছিল", "ask back"],
    ["আজ বৈঠক ৪৫ মিনিট চলেছিল", "ask back"],
  ],
  Filipino: [
    ["anong port ang ginagamit ng postgres", "postgres"],
    ["ano ang nasa port 867", "867"],
    ["bukas ba o sarado ang port 8080", "8080"],
    ["sino ang gumagamit ng 5432 bilang default", "5432"],
    ["bigyan mo ako ng bakanteng port", "free"],
    ["para saan ang port 443", "443"],
    ["maraming salamat po", "thanks"],
    ["ang kable ay 300 piso sa tindahan", "ask back"],
    ["tumagal ng 45 minuto ang pulong kanina", "ask back"],
  ],
  Indonesian: [
    ["postgres pakai port mana", "postgres"],
    ["apa yang jalan di port 867", "867"],
    ["port 8080 terbuka atau tertutup", "8080"],
    ["siapa yang memakai 5432 secara bawaan", "5432"],
    ["minta port kosong dong", "free"],
    ["port nomor 443 untuk apa", "443"],
    ["terima kasih banyak", "thanks"],
    ["harga kabel di toko 300 rupiah saja", "ask back"],
    ["rapat tadi berlangsung 45 menit penuh", "ask back"],
  ],
  Vietnamese: [
    ["postgres dùng cổng nào", "postgres"],
    ["cổng 867 là gì", "867"],
    ["cổng 8080 đang mở hay đóng", "8080"],
    ["cái gì dùng 5432 theo mặc định", "5432"],
    ["cho tôi một cổng trống", "free"],
    ["cong 443 la gi", "443"],
    ["cảm ơn nhiều", "thanks"],
    ["dây cáp ở cửa hàng giá 300 đồng thôi", "ask back"],
    ["cuộc họp hôm qua kéo dài 45 phút liền", "ask back"],
  ],
  Thai: [
    ["postgres ใช้พอร์ตไหน", "postgres"],
    ["พอร์ต ๘๖๗ คืออะไร", "867"],
    ["พอร์ต 8080 เปิดหรือปิด", "8080"],
    ["อะไรใช้ 5432 เป็นค่าเริ่มต้น", "5432"],
    ["ขอพอร์ตว่างหน่อย", "free"],
    ["พอร์ตหมายเลข 443 ใช้ทำอะไร", "443"],
    ["ขอบคุณมากครับ", "thanks"],
    ["สายเคเบิลราคา ๓๐๐ บาทที่ร้าน", "ask back"],
    ["การประชุมใช้เวลา 45 นาทีเมื่อวาน", "ask back"],
  ],
  Chinese: [
    ["postgres 默认使用哪个端口", "postgres"],
    ["867端口是什么", "867"],
    ["8080 端口开着还是关了", "8080"],
    ["什么服务默认使用5432", "5432"],
    ["给我3个空闲的端口", "free 3"],
    ["端口８０和４４３", "80 443"],
    ["8000到9000端口", "8000-9000"],
    ["非常感谢", "thanks"],
    ["这根电缆在商店里卖300元", "ask back"],
    ["迁移在2024年2月21日完成了", "ask back"],
  ],
  Japanese: [
    ["postgresはどのポートを使いますか", "postgres"],
    ["867番ポートは何ですか", "867"],
    ["ポート8080は開いていますか", "8080"],
    ["デフォルトで5432を使うのは何", "5432"],
    ["空いているポートを教えて", "free"],
    ["ポート80と443の違い", "80 vs 443"],
    ["ありがとうございます", "thanks"],
    ["ケーブルは店で300円でした", "ask back"],
    ["移行は2024年2月21日に終わりました", "ask back"],
  ],
  Korean: [
    ["postgres는 어떤 포트를 사용하나요", "postgres"],
    ["867번 포트는 무엇인가요", "867"],
    ["8080 포트가 열려 있나요 닫혀 있나요", "8080"],
    ["기본값으로 5432를 쓰는 게 뭐야", "5432"],
    ["비어 있는 포트 3개 알려줘", "free 3"],
    ["포트 80과 443", "80 443"],
    ["8080 포트 개방해줘", "8080"],
    ["정말 감사합니다", "thanks"],
    ["케이블은 가게에서 300원이었다", "ask back"],
    ["이전 작업은 2024년에 끝났다", "ask back"],
  ],
  Swedish: [
    ["vilken port använder postgres", "postgres"],
    ["vad finns på port 867", "867"],
    ["är porten 8080 öppen eller stängd", "8080"],
    ["vem använder 5432 som standard", "5432"],
    ["ge mig en ledig port", "free"],
    ["portarna 80 och 443", "80 443"],
    ["tack så mycket", "thanks"],
    ["kabeln kostar 300 kronor i butiken", "ask back"],
    ["mötet varade i 45 minuter igår kväll", "ask back"],
  ],
  Czech: [
    ["jaký port používá postgres", "postgres"],
    ["co běží na portu 867", "867"],
    ["je port 8080 otevřený nebo zavřený", "8080"],
    ["kdo používá 5432 ve výchozím nastavení", "5432"],
    ["dej mi volný port", "free"],
    ["porty 80 nebo 443", "80 443"],
    ["děkuji moc", "thanks"],
    ["kabel v obchodě stojí 300 korun", "ask back"],
    ["schůzka včera trvala 45 minut celkem", "ask back"],
  ],
  Hebrew: [
    ["באיזה פורט משתמש postgres", "postgres"],
    ["מה יש בפורט 867", "867"],
    ["האם הפורט 8080 פתוח או סגור", "8080"],
    ["מי משתמש ב-5432 כברירת מחדל", "5432"],
    ["תן לי פורט פנוי", "free"],
    ["הפורטים 80 ו-443", "80 443"],
    ["תודה רבה", "thanks"],
    ["הכבל עולה 300 שקלים בחנות", "ask back"],
    ["הפגישה נמשכה אתמול 45 דקות בערך", "ask back"],
  ],
  Greek: [
    ["ποια θύρα χρησιμοποιεί το postgres", "postgres"],
    ["τι υπάρχει στη θύρα 867", "867"],
    ["είναι η θύρα 8080 ανοιχτή ή κλειστή", "8080"],
    ["τι χρησιμοποιεί το 5432 από προεπιλογή", "5432"],
    ["δώσε μου μια ελεύθερη θύρα", "free"],
    ["θύρες 80 και 443", "80 443"],
    ["ευχαριστώ πολύ", "thanks"],
    ["το καλώδιο κοστίζει 300 ευρώ στο κατάστημα", "ask back"],
    ["η συνάντηση κράτησε 45 λεπτά χθες", "ask back"],
  ],
  Romanian: [
    ["ce port folosește postgres", "postgres"],
    ["ce rulează pe portul 867", "867"],
    ["portul 8080 este deschis sau închis", "8080"],
    ["cine folosește 5432 implicit", "5432"],
    ["dă-mi un port liber", "free"],
    ["porturile 80 și 443", "80 443"],
    ["mulțumesc mult", "thanks"],
    ["cablul costă 300 lei la magazin", "ask back"],
    ["ședința a durat ieri 45 minute toată", "ask back"],
  ],
};

describe.each(Object.entries(SENTENCES))("a question in %s", (_, sentences) => {
  it.each(sentences)("%j is read as %j", (text, query) => {
    expect(outcome(text)).toBe(query);
  });
});

describe("the digits of a script", () => {
  it.each([
    ["Arabic", "المنفذ ٨٠٨٠"],
    ["Persian and Urdu", "پورت ۸۰۸۰"],
    ["Devanagari", "पोर्ट ८०८०"],
    ["Bengali", "পোর্ট ৮০৮০"],
    ["Thai", "พอร์ต ๘๐๘๐"],
    ["full width", "ポート８０８０"],
    ["right to left, isolated", "المنفذ \u2067٨٠٨٠\u2069"],
  ])("%s: %s", (_, text) => {
    expect(outcome(text)).toBe("8080");
  });
});

describe("two numbers", () => {
  it.each([
    ["8000 ile 8100 arasında ne var", "8000-8100"],
    ["8000和8100之间的端口", "8000-8100"],
    ["8000과 8100 사이에는 뭐가 있나요", "8000-8100"],
    ["पोर्ट 8000 से 8100", "8000-8100"],
  ])("%j are the ends of a span", (text, query) => {
    expect(outcome(text)).toBe(query);
  });

  it.each([
    "465和587之间的区别是什么",
    "465 और 587 के बीच क्या अंतर है",
    "какая разница между 465 и 587",
    "465 ile 587 arasındaki fark nedir",
    "quelle est la différence entre 465 et 587",
  ])("%j are compared", (text) => {
    expect(outcome(text)).toBe("465 vs 587");
  });
});

describe("the words of the languages", () => {
  it("are all read: no file is left out", () => {
    const files = readdirSync(new URL("../../../src/core/query/languages/", import.meta.url));
    expect(files).toHaveLength(QUESTION_LANGUAGES.length + 1);
    expect(Object.keys(SENTENCES)).toHaveLength(QUESTION_LANGUAGES.length);
  });

  it("are in lower case, each once in a field, and made of letters", () => {
    for (const [field, words] of QUESTION_LANGUAGES.flatMap((language) => Object.entries({ ...language }))) {
      const list = words.split(/\s+/).filter((word) => word !== "");
      expect(list, field).toEqual([...new Set(list)]);
      for (const word of list) expect(word, field).toMatch(/^(?!\p{Lu})[\p{L}\p{M}'_-]+$/u);
    }
  });

  it("leave English alone", () => {
    expect(outcome("why is the port not available")).toBe("ask back");
    expect(outcome("is 443 error free today")).toBe("443");
    expect(outcome("we renamed 8080 out there last week")).toBe("ask back");
    expect(outcome("allow 22 out")).toBe("22");
    expect(outcome("left a comment, then renamed 8080 there")).toBe("ask back");
  });
});
