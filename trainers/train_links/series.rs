//! Pools of recurring news, made of `series.tsv`: every issue with its own
//! values, told in several languages and wordings.

use std::{collections::BTreeMap, sync::LazyLock};

use tilmash::article::{Article, ArticleId, Date};

use crate::data::{Doc, Maker, Random};

const TEXTS: &str = include_str!("series.tsv");

/// Issues of a series in a pool.
const ISSUES: usize = 9;

/// Cities, teams, surnames and firms as ru, kk, ky and en write them.
const CITIES: &[[&str; 4]] = &[
    ["Павлодар", "Павлодар", "Павлодар", "Pavlodar"],
    ["Костанай", "Қостанай", "Костанай", "Kostanay"],
    ["Актобе", "Ақтөбе", "Актөбе", "Aktobe"],
    ["Тараз", "Тараз", "Тараз", "Taraz"],
    ["Кызылорда", "Қызылорда", "Кызылордо", "Kyzylorda"],
    ["Петропавловск", "Петропавл", "Петропавл", "Petropavl"],
    ["Алматы", "Алматы", "Алматы", "Almaty"],
    ["Караганда", "Қарағанды", "Караганды", "Karaganda"],
    ["Семей", "Семей", "Семей", "Semey"],
    ["Атырау", "Атырау", "Атырау", "Atyrau"],
];
const TEAMS: &[[&str; 4]] = &[
    ["Кайрат", "Қайрат", "Кайрат", "Kairat"],
    ["Тобол", "Тобыл", "Тобол", "Tobol"],
    ["Ордабасы", "Ордабасы", "Ордабасы", "Ordabasy"],
    ["Астана", "Астана", "Астана", "Astana"],
    ["Жетысу", "Жетісу", "Жетысуу", "Zhetysu"],
    ["Елимай", "Елімай", "Элимай", "Elimay"],
    ["Окжетпес", "Оқжетпес", "Окжетпес", "Okzhetpes"],
    ["Каспий", "Каспий", "Каспий", "Kaspiy"],
];
const SURNAMES: &[[&str; 4]] = &[
    [
        "Нурлан Байжанов",
        "Нұрлан Байжанов",
        "Нурлан Байжанов",
        "Nurlan Baizhanov",
    ],
    [
        "Асет Темирбеков",
        "Әсет Темірбеков",
        "Асет Темирбеков",
        "Asset Temirbekov",
    ],
    [
        "Игорь Ковальчук",
        "Игорь Ковальчук",
        "Игорь Ковальчук",
        "Igor Kovalchuk",
    ],
    [
        "Данияр Ержигитов",
        "Данияр Ержігітов",
        "Данияр Эржигитов",
        "Daniyar Yerzhigitov",
    ],
    [
        "Руслан Сагинов",
        "Руслан Сағынов",
        "Руслан Сагынов",
        "Ruslan Saginov",
    ],
    [
        "Марат Оспанкулов",
        "Марат Оспанқұлов",
        "Марат Оспанкулов",
        "Marat Ospankulov",
    ],
];
const FIRMS: &[[&str; 4]] = &[
    [
        "Степной мост",
        "Степной мост",
        "Степной мост",
        "Stepnoy Most",
    ],
    [
        "Кастинг Лайн",
        "Кастинг Лайн",
        "Кастинг Лайн",
        "Casting Line",
    ],
    ["Жардем Агро", "Жәрдем Агро", "Жардам Агро", "Zhardem Agro"],
    [
        "Энергосервис Восток",
        "Энергосервис Восток",
        "Энергосервис Восток",
        "Energoservice Vostok",
    ],
    ["Алтын Дан", "Алтын Дән", "Алтын Дан", "Altyn Dan"],
];
const LANGS: [&str; 4] = ["ru", "kk", "ky", "en"];
const MONTHS: [[&str; 4]; 4] = [
    ["сентября", "қыркүйек", "сентябрь", "September"],
    ["октября", "қазан", "октябрь", "October"],
    ["ноября", "қараша", "ноябрь", "November"],
    ["декабря", "желтоқсан", "декабрь", "December"],
];

struct Series {
    event: bool,
    slots: Vec<(String, String)>,
    /// Language with stage, title, text.
    texts: Vec<[String; 3]>,
}

fn read() -> BTreeMap<String, Series> {
    let mut all: BTreeMap<String, Series> = BTreeMap::new();
    for line in TEXTS.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        match columns[0] {
            "text" => {
                let text = [columns[2], columns[3], columns[4]].map(str::to_owned);
                all.get_mut(columns[1]).unwrap().texts.push(text);
            }
            kind => {
                let slots = columns[2..]
                    .iter()
                    .map(|slot| slot.split_once('=').unwrap());
                let series = Series {
                    event: kind == "event",
                    slots: slots.map(|(a, b)| (a.to_owned(), b.to_owned())).collect(),
                    texts: Vec::new(),
                };
                all.insert(columns[1].to_owned(), series);
            }
        }
    }
    all
}

/// The name of the round-ups: they touch many events and tell none of them.
const DIGEST: &str = "digest";
/// Round-ups in a pool, by language.
const DIGESTS: usize = 3;
/// Their titles by language.
const DIGEST_TITLES: [&str; 4] = [
    "Главное за день",
    "Күннің басты жаңалықтары",
    "Күндүн башкы жаңылыктары",
    "The day's main news",
];

/// Whether there is a series of this name.
pub fn is_one(name: &str) -> bool {
    static ALL: LazyLock<BTreeMap<String, Series>> = LazyLock::new(read);
    name == DIGEST || ALL.contains_key(name)
}

/// A value as each language writes it.
fn value(kind: &str, random: &mut Random) -> [String; 4] {
    let list = match kind {
        "city" => CITIES,
        "team" => TEAMS,
        "surname" => SURNAMES,
        "firm" => FIRMS,
        range => {
            let (low, rest) = range.split_once('-').unwrap();
            let (high, decimals) = rest.split_once('.').unwrap();
            let (low, high): (f64, f64) = (low.parse().unwrap(), high.parse().unwrap());
            let number = low + random.unit() * (high - low);
            let point = format!("{number:.*}", decimals.parse().unwrap());
            let comma = point.replace('.', ",");
            return [comma.clone(), comma.clone(), comma, point];
        }
    };
    list[random.below(list.len())].map(str::to_owned)
}

/// What an outlet prints under everything, by language.
const FOOTERS: [&str; 4] = [
    "Читайте также: Когда включат отопление; Как получить выплату на третьего ребёнка; Где пройдёт ярмарка. \
     Подписывайтесь на наш канал в Telegram и узнавайте новости первыми. Все права защищены. \
     При использовании материалов ссылка на редакцию «Степной вестник» обязательна. Телефон: 55-12-34.",
    "Тағы оқыңыз: Жылу қашан беріледі; Үшінші балаға төлемді қалай алуға болады; Жәрмеңке қайда өтеді. \
     Telegram арнамызға жазылып, жаңалықтарды бірінші болып біліңіз. Барлық құқық қорғалған. \
     «Дала жаршысы» редакциясына сілтеме жасау міндетті. Телефон: 55-12-34.",
    "Дагы окуңуз: Жылуулук качан берилет; Үчүнчү балага төлөмдү кантип алуу керек. \
     Telegram каналыбызга жазылыңыз. Бардык укуктар корголгон. «Талаа кабары» гезитине шилтеме милдеттүү.",
    "Read also: When the heating will be switched on; How to get the allowance for a third child. \
     Subscribe to our Telegram channel and be the first to know. All rights reserved. \
     A link to the Steppe Herald is required when using our materials. Phone: 55-12-34.",
];

/// A pool of the issues of all series that `keep` admits by their names.
/// Without dates half of the time.
pub fn pool(seed: u64, keep: &dyn Fn(&str) -> bool, maker: &mut Maker) -> Vec<Doc> {
    let mut random = Random(seed);
    let mut pool = Vec::new();
    let dated = seed.is_multiple_of(2);
    // By language: date, and title with first sentence.
    let mut told: [Vec<(String, String)>; 4] = Default::default();
    for (name, series) in read() {
        if !keep(&name) {
            continue;
        }
        let first = 1 + random.below(15);
        let month = random.below(MONTHS.len());
        for issue in 0..ISSUES {
            let day = first + issue;
            let story = format!("{name}-{seed}-{issue}");
            let slots: Vec<(String, [String; 4])> = series
                .slots
                .iter()
                .map(|(slot, kind)| (slot.clone(), value(kind, &mut random)))
                .collect();
            for (number, [lang, title, text]) in series.texts.iter().enumerate() {
                if random.unit() < 0.3 {
                    continue;
                }
                let code = lang.trim_end_matches(['1', '2']);
                let at = LANGS.iter().position(|known| *known == code).unwrap();
                let date = match code {
                    "en" => format!("{} {day}", MONTHS[month][at]),
                    "ky" => format!("{day}-{}", MONTHS[month][at]),
                    _ => format!("{day} {}", MONTHS[month][at]),
                };
                let fill = |template: &str| {
                    let filled = template.replace("{d}", &date);
                    slots.iter().fold(filled, |text, (slot, values)| {
                        text.replace(&format!("{{{slot}}}"), &values[at])
                    })
                };
                let later = usize::from(series.event && lang.ends_with('2') && number % 2 == 1);
                let published = format!("2025-{:02}-{:02}", month + 9, day + later);
                let mut text = fill(text);
                let sentence = text.split_inclusive(". ").next().unwrap_or(&text);
                let lead = format!("{}. {}", fill(title), sentence.trim());
                told[at].push((published.clone(), lead));
                if random.unit() < 0.3 {
                    text = format!("{text}\n\n{}", FOOTERS[at]);
                }
                pool.push(maker.dated(
                    &Article {
                        id: ArticleId::new(format!("{story}/{number}-{lang}")),
                        lang: code.to_owned(),
                        title: Some(fill(title)),
                        date: Date::parse(&published).filter(|_| dated),
                        source: None,
                        url: None,
                        path: None,
                        text,
                    },
                    &story,
                ));
            }
        }
    }
    for (at, told) in told.iter().enumerate().filter(|(_, told)| told.len() > 10) {
        for number in 0..DIGESTS {
            let story = format!("{DIGEST}-{seed}-{}-{number}", LANGS[at]);
            let digest = digest(&story, at, told, dated, &mut random);
            pool.push(maker.dated(&digest, &story));
        }
    }
    pool
}

/// A round-up of some of what was told in a language: date, and title with
/// first sentence.
fn digest(
    id: &str,
    language: usize,
    told: &[(String, String)],
    dated: bool,
    random: &mut Random,
) -> Article {
    let (published, _) = &told[random.below(told.len())];
    let lines: Vec<&str> = (0..3 + random.below(4))
        .map(|_| told[random.below(told.len())].1.as_str())
        .collect();
    Article {
        id: ArticleId::new(id),
        lang: LANGS[language].to_owned(),
        title: Some(DIGEST_TITLES[language].to_owned()),
        date: Date::parse(published).filter(|_| dated),
        source: None,
        url: None,
        path: None,
        text: lines.join("\n\n"),
    }
}
