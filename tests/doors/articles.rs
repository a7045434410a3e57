//! Articles of our own making, no two alike.

/// Phrases of one language.
struct Phrases {
    lang: &'static str,
    outlet: &'static str,
    cities: [&'static str; 5],
    things: [&'static str; 5],
    /// `{city}`, `{thing}` and `{number}` stand for words.
    title: &'static str,
    body: [&'static str; 5],
}

const ALL: [Phrases; 12] = [
    Phrases {
        lang: "ru",
        outlet: "Вестник Степи",
        cities: ["Таразе", "Костанае", "Павлодаре", "Уральске", "Караганде"],
        things: ["школу", "больницу", "библиотеку", "дорогу", "станцию"],
        title: "В {city} построят новую {thing} за год",
        body: [
            "В {city} начали строить новую {thing}, сообщили журналистам в областном управлении.",
            "На работы выделено {number} тысяч тенге из местного бюджета, и первая часть денег уже получена.",
            "Жители давно просили об этом и писали письма в министерство.",
            "Подрядчик обещает закончить всё до осени, если погода не помешает.",
            "Раньше похожие работы велись и в соседнем районе.",
        ],
    },
    Phrases {
        lang: "kk",
        outlet: "Дала хабаршысы",
        cities: [
            "Таразда",
            "Қостанайда",
            "Павлодарда",
            "Оралда",
            "Қарағандыда",
        ],
        things: ["мектеп", "аурухана", "кітапхана", "көпір", "бекет"],
        title: "{city} жаңа {thing} салынады деп жоспарланған",
        body: [
            "{city} жаңа {thing} салына бастады, деп хабарлады облыстық басқарма журналистерге.",
            "Жұмысқа жергілікті бюджеттен {number} мың теңге бөлінді, ақшаның алғашқы бөлігі алынды.",
            "Тұрғындар бұл туралы көптен бері сұрап, министрлікке хат жазған болатын.",
            "Мердігер ауа райы кедергі жасамаса, бәрін күзге дейін аяқтаймын деп отыр.",
            "Бұрын осындай жұмыстар көрші ауданда да жүргізілген.",
        ],
    },
    Phrases {
        lang: "en",
        outlet: "Steppe Herald",
        cities: ["Taraz", "Kostanay", "Pavlodar", "Oral", "Karaganda"],
        things: ["school", "hospital", "library", "bridge", "station"],
        title: "A new {thing} will be built in {city} this year",
        body: [
            "Builders have begun work on a new {thing} in {city}, the regional office told journalists.",
            "The local budget gives {number} thousand tenge for it, and the first part has been paid.",
            "People had asked for it for a long time and had written letters to the ministry.",
            "The company promises to finish everything before autumn unless the weather is bad.",
            "Such works were done in the neighbouring district too.",
        ],
    },
    Phrases {
        lang: "uk",
        outlet: "Вісник Степу",
        cities: ["Полтаві", "Черкасах", "Житомирі", "Луцьку", "Чернігові"],
        things: ["школу", "лікарню", "бібліотеку", "дорогу", "станцію"],
        title: "У {city} збудують нову {thing} протягом року",
        body: [
            "У {city} почали будувати нову {thing}, повідомили журналістам в обласному управлінні.",
            "На роботи виділено {number} тисяч гривень із місцевого бюджету, і перша частина грошей уже надійшла.",
            "Мешканці давно просили про це та писали листи до міністерства.",
            "Підрядник обіцяє закінчити все до осені, якщо погода не завадить.",
            "Раніше схожі роботи велися і в сусідньому районі.",
        ],
    },
    Phrases {
        lang: "tr",
        outlet: "Bozkır Habercisi",
        cities: ["Konya", "Sivas", "Kayseri", "Bursa", "Samsun"],
        things: ["okul", "hastane", "kütüphane", "köprü", "istasyon"],
        title: "{city} şehrinde yeni bir {thing} yapılacak",
        body: [
            "{city} şehrinde yeni bir {thing} inşaatına başlandı, bölge müdürlüğü gazetecilere bildirdi.",
            "Çalışmalar için yerel bütçeden {number} bin lira ayrıldı ve paranın ilk bölümü ödendi.",
            "Halk bunu uzun süredir istiyor ve bakanlığa mektuplar yazıyordu.",
            "Şirket, hava kötü olmazsa her şeyi sonbahardan önce bitireceğine söz veriyor.",
            "Daha önce komşu ilçede de böyle çalışmalar yapılmıştı.",
        ],
    },
    Phrases {
        lang: "de",
        outlet: "Steppenbote",
        cities: ["Köln", "Münster", "Nürnberg", "Lübeck", "Göttingen"],
        things: ["Schule", "Brücke", "Bücherei", "Straße", "Klinik"],
        title: "In {city} wird eine neue {thing} gebaut",
        body: [
            "In {city} hat der Bau einer neuen {thing} begonnen, teilte die Behörde den Journalisten mit.",
            "Dafür stehen {number} tausend Euro aus dem örtlichen Haushalt zur Verfügung, der erste Teil ist bezahlt.",
            "Die Bürger hatten lange darum gebeten und Briefe an das Ministerium geschrieben.",
            "Die Firma verspricht, alles vor dem Herbst fertigzustellen, falls das Wetter es zulässt.",
            "Früher gab es ähnliche Arbeiten auch im Nachbarkreis, über die größere Zeitungen schrieben.",
        ],
    },
    Phrases {
        lang: "fr",
        outlet: "Courrier des Steppes",
        cities: ["Orléans", "Besançon", "Nîmes", "Béziers", "Angoulême"],
        things: ["école", "bibliothèque", "clinique", "chaussée", "usine"],
        title: "Une nouvelle {thing} sera bâtie à {city}",
        body: [
            "Les travaux d’une nouvelle {thing} ont commencé à {city}, a indiqué la préfecture aux journalistes.",
            "Le budget prévoit {number} mille euros pour ce projet, et la première partie a été versée.",
            "Les habitants le réclamaient depuis très longtemps et avaient écrit au ministère de l’équipement.",
            "L’entreprise promet de tout terminer avant la fin de l’été, si la météo n’empêche rien.",
            "Des travaux pareils ont déjà été menés à côté, où le résultat a été apprécié.",
        ],
    },
    Phrases {
        lang: "zh",
        outlet: "草原日报",
        cities: ["兰州", "西宁", "银川", "太原", "成都"],
        things: ["学校", "医院", "图书馆", "大桥", "车站"],
        title: "{city}今年将建设新的{thing}",
        body: [
            "{city}新的{thing}已经开始建设，地方政府告诉记者。",
            "当地财政为这项工程安排了{number}元资金，第一部分已经到位。",
            "居民们早就提出这个要求，并且多次给有关部门写信。",
            "施工单位表示，如果天气良好，全部工作将在秋天以前完成。",
            "以前在邻近地区也进行过这样的工程。",
        ],
    },
    Phrases {
        lang: "ja",
        outlet: "草原新聞",
        cities: ["仙台", "金沢", "岡山", "長崎", "松本"],
        things: ["学校", "病院", "図書館", "大橋", "駅"],
        title: "{city}に新しい{thing}が建設される",
        body: [
            "{city}で新しい{thing}の建設が始まったと、県の担当者が記者に伝えた。",
            "地元の予算から{number}円が出され、最初の分はすでに支払われている。",
            "住民は前からこれを求めており、何度も役所に手紙を書いていた。",
            "会社は、天気がよければ秋までにすべてを終えると約束している。",
            "隣の町でも以前にこのような工事が行われた。",
        ],
    },
    Phrases {
        lang: "ko",
        outlet: "초원일보",
        cities: ["대전", "광주", "전주", "춘천", "청주"],
        things: ["학교", "병원", "도서관", "다리", "역"],
        title: "{city}에 새로운 {thing} 건설이 시작된다",
        body: [
            "{city}에서 새로운 {thing} 공사가 시작되었다고 지역 담당자가 기자들에게 밝혔다.",
            "지역 예산에서 {number} 원이 마련되었고 첫 번째 금액은 이미 지급되었다.",
            "주민들은 오래전부터 이것을 요구하며 정부에 편지를 보냈다.",
            "회사는 날씨가 좋으면 가을 전에 모든 일을 끝내겠다고 약속했다.",
            "이웃 지역에서도 이전에 비슷한 공사가 진행되었다.",
        ],
    },
    Phrases {
        lang: "el",
        outlet: "Αγγελιοφόρος",
        cities: ["Βόλο", "Λάρισα", "Πάτρα", "Ρόδο", "Καβάλα"],
        things: ["σχολείο", "νοσοκομείο", "γεφύρι", "μουσείο", "θέατρο"],
        title: "Νέο {thing} θα χτιστεί φέτος για την πόλη {city}",
        body: [
            "Άρχισε να χτίζεται νέο {thing} στην περιοχή {city}, είπε η διοίκηση στους δημοσιογράφους.",
            "Ο προϋπολογισμός δίνει {number} χιλιάδες ευρώ και το πρώτο μέρος έχει ήδη πληρωθεί.",
            "Οι κάτοικοι το ζητούσαν από καιρό και έγραφαν γράμματα στο υπουργείο.",
            "Η εταιρεία υπόσχεται να τελειώσει πριν από το φθινόπωρο αν ο καιρός είναι καλός.",
            "Τέτοια έργα έγιναν παλιότερα και στη γειτονική περιοχή.",
        ],
    },
    Phrases {
        lang: "ar",
        outlet: "بريد السهوب",
        cities: ["تبوك", "حلب", "البصرة", "طنجة", "وهران"],
        things: ["مدرسة", "مكتبة", "محطة", "عيادة", "حديقة"],
        title: "بناء {thing} جديدة في مدينة {city} هذا العام",
        body: [
            "بدأ بناء {thing} جديدة في مدينة {city}، حسبما أعلنت الإدارة المحلية للصحفيين.",
            "وخصصت الميزانية المحلية مبلغ {number} ألف دينار لهذا المشروع وقد دفع الجزء الأول منه.",
            "وكان السكان قد طلبوا ذلك منذ وقت طويل وكتبوا رسائل إلى الوزارة.",
            "وتعد الشركة بإنهاء كل شيء قبل الخريف إذا كان الطقس جيدا.",
            "وجرت أعمال مماثلة في المنطقة المجاورة من قبل.",
        ],
    },
];

/// An article, told by its number.
pub struct Article {
    pub number: u32,
    pub lang: &'static str,
    pub outlet: &'static str,
    pub title: String,
    pub paragraphs: Vec<String>,
}

impl Article {
    pub fn new(lang: &'static str, number: u32) -> Self {
        let phrases = ALL.iter().find(|phrases| phrases.lang == lang).unwrap();
        let at = usize::try_from(number).unwrap();
        let (city, thing) = (phrases.cities[at % 5], phrases.things[at / 5 % 5]);
        let fill = |text: &str| {
            text.replace("{city}", city)
                .replace("{thing}", thing)
                .replace("{number}", &(7_000_000 + number).to_string())
        };
        Self {
            number,
            lang: phrases.lang,
            outlet: phrases.outlet,
            title: fill(phrases.title),
            paragraphs: phrases.body.iter().map(|text| fill(text)).collect(),
        }
    }

    pub fn day(&self) -> (u32, u32) {
        (1 + self.number % 28, 1 + self.number / 28 % 12)
    }

    pub fn date(&self) -> String {
        let (day, month) = self.day();
        format!("2025-{month:02}-{day:02}T09:30:00+00:00")
    }

    pub fn host(&self) -> String {
        format!("{}.example.com", self.lang)
    }

    pub fn url(&self) -> String {
        format!("https://{}/news/{}", self.host(), self.number)
    }

    pub fn text(&self) -> String {
        self.paragraphs.join("\n\n")
    }
}
