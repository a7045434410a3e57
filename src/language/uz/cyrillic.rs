//! How is an Uzbek word in Cyrillic letters written in Latin ones?
//!
//! A folded word has е for ё, so that where Latin has yo or ye must be told by
//! the letters around it.

/// Letters with one counterpart; ъ is the sign of separation.
const LETTERS: &[(char, &str)] = &[
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('ғ', "g'"),
    ('д', "d"),
    ('ж', "j"),
    ('з', "z"),
    ('и', "i"),
    ('й', "y"),
    ('к', "k"),
    ('қ', "q"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ў', "o'"),
    ('ӯ', "o'"),
    ('ф', "f"),
    ('х', "x"),
    ('ҳ', "h"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "sh"),
    ('ъ', "'"),
    ('ы', "i"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "yu"),
    ('я', "ya"),
    ('\'', "'"),
    ('-', "-"),
];

/// Beginnings of words with ye, longer ones of words with yo before them; any
/// other word in е begins with yo.
const YE: &[(&str, bool)] = &[
    ("ерд", false),
    ("ерда", true),
    ("ердан", true),
    ("ердам", false),
    ("ерқ", false),
    ("еру", false),
    ("елғ", false),
    ("емон", false),
    ("емғ", false),
    ("еки", false),
    ("ер", true),
    ("ел", true),
    ("ем", true),
    ("ет", true),
    ("енг", true),
    ("еч", true),
    ("ей", true),
    ("еб", true),
    ("еди", true),
    ("евро", true),
    ("евг", true),
    ("ег", true),
    ("ек", true),
];

/// Ends of beginnings after which a consonant's е is yo: дунё, дарё.
const YO_AFTER: &[&str] = &["дун", "дар", "озарбайжон"];

/// A folded word in Latin letters; `None` if it is not Cyrillic throughout.
pub(super) fn to_latin(word: &str) -> Option<String> {
    let mut latin = String::with_capacity(word.len());
    let mut before = None;
    let mut cyrillic = false;
    for (at, c) in word.char_indices() {
        let (head, rest) = word.split_at_checked(at)?;
        match c {
            'е' => latin.push_str(e(head, rest, before)),
            'ц' => latin.push_str(if before.is_some_and(is_vowel) {
                "ts"
            } else {
                "s"
            }),
            c if c.is_ascii_digit() => latin.push(c),
            c => latin.push_str(LETTERS.iter().find(|(letter, _)| *letter == c)?.1),
        }
        cyrillic |= !c.is_ascii();
        before = Some(c);
    }
    cyrillic.then_some(latin)
}

/// What stands for the е that `rest` begins with.
fn e(head: &str, rest: &str, before: Option<char>) -> &'static str {
    let next = rest.chars().nth(1);
    match before {
        None | Some('-') => {
            let known = YE
                .iter()
                .filter(|(beginning, _)| rest.starts_with(beginning))
                .max_by_key(|(beginning, _)| beginning.len());
            if known.is_some_and(|(_, ye)| *ye) {
                "ye"
            } else {
                "yo"
            }
        }
        Some('ъ' | 'ь') => "ye",
        // Каримаев, Алиев; ҳаёт, иқтисодиёт, Мирзиёев
        Some('а' | 'и') if next == Some('в') || rest.starts_with("ент") => "ye",
        Some('а' | 'и') => "yo",
        Some(vowel) if is_vowel(vowel) => "ye",
        Some(_) if YO_AFTER.iter().any(|end| head.ends_with(end)) => "yo",
        Some(_) => "e",
    }
}

fn is_vowel(c: char) -> bool {
    matches!(
        c,
        'а' | 'е' | 'и' | 'о' | 'у' | 'ў' | 'ӯ' | 'э' | 'ю' | 'я' | 'ы'
    )
}
