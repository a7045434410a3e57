//! How is Kazakh in other alphabets written in Cyrillic?
//!
//! Two alphabets are folded by rule: the Latin one of 2021 (Qazaq älıpbiı) and
//! the Arabic one of the Kazakhs of China (tóte jazu). The folding loses what
//! those alphabets do not write: Latin `i` and Arabic `ي` are й beside a vowel
//! and и elsewhere, `h` is х, `s` never ц, `ş` never щ or ч, `e` never э.
//! Arabic marks front vowels once a word, with a hamza or by ە, ك or گ, so
//! а and ә of a word that mixes both cannot be told apart. A lower-cased
//! Latin capital `I` has become `i` before it comes here.

/// Letters of the Latin alphabet of 2021. `и` stands for both и and й until
/// [`settle`] tells them apart.
const LATIN: [(char, char); 37] = [
    // Of the alphabet of 2018.
    ('á', 'ә'),
    ('ǵ', 'ғ'),
    ('ń', 'ң'),
    ('ó', 'ө'),
    ('ú', 'ү'),
    ('ý', 'у'),
    ('a', 'а'),
    ('ä', 'ә'),
    ('b', 'б'),
    ('d', 'д'),
    ('e', 'е'),
    ('f', 'ф'),
    ('g', 'г'),
    ('ğ', 'ғ'),
    ('h', 'х'),
    ('ı', 'і'),
    ('i', 'и'),
    ('j', 'ж'),
    ('k', 'к'),
    ('l', 'л'),
    ('m', 'м'),
    ('n', 'н'),
    ('ñ', 'ң'),
    ('o', 'о'),
    ('ö', 'ө'),
    ('p', 'п'),
    ('q', 'қ'),
    ('r', 'р'),
    ('s', 'с'),
    ('ş', 'ш'),
    ('t', 'т'),
    ('u', 'у'),
    ('ū', 'ұ'),
    ('ü', 'ү'),
    ('v', 'в'),
    ('y', 'ы'),
    ('z', 'з'),
];

/// Letters of the Arabic alphabet of Kazakh, vowels as back ones.
const ARABIC: [(char, char); 29] = [
    ('ا', 'а'),
    ('ب', 'б'),
    ('ۆ', 'в'),
    ('گ', 'г'),
    ('ع', 'ғ'),
    ('د', 'д'),
    ('ە', 'е'),
    ('ج', 'ж'),
    ('ز', 'з'),
    ('ي', 'и'),
    ('ك', 'к'),
    ('ک', 'к'),
    ('ق', 'қ'),
    ('ل', 'л'),
    ('م', 'м'),
    ('ن', 'н'),
    ('ڭ', 'ң'),
    ('و', 'о'),
    ('پ', 'п'),
    ('ر', 'р'),
    ('س', 'с'),
    ('ت', 'т'),
    ('ۋ', 'у'),
    ('ۇ', 'ұ'),
    ('ف', 'ф'),
    ('ح', 'х'),
    ('ھ', 'һ'),
    ('چ', 'ч'),
    ('ش', 'ш'),
];

/// Arabic ى, whose Cyrillic depends on the word like that of the vowels.
const ARABIC_Y: (char, char) = ('ى', 'ы');

/// The hamza that marks a word with front vowels, and its look-alike.
const HAMZAS: [char; 2] = ['ٴ', 'ء'];

/// A folded (NFC, lower-case) word in Cyrillic; none if it is not written in
/// one of the two alphabets throughout. Digits and hyphens are kept.
pub fn fold(word: &str) -> Option<String> {
    // `İ` in lower case is `i` and a combining dot.
    let letters = || word.chars().filter(|c| *c != '\u{307}');
    let neutral = |c: char| c.is_ascii_digit() || c == '-';
    if letters().all(neutral) {
        return None;
    }
    let latin: Option<Vec<char>> = letters()
        .map(|c| {
            if neutral(c) {
                Some(c)
            } else {
                counterpart(&LATIN, c)
            }
        })
        .collect();
    latin
        .or_else(|| arabic(word))
        .map(|letters| settle(&letters))
}

/// Whether a text is Kazakh in the Latin alphabet of 2021: it needs `q`, and
/// letters that its neighbours lack, and must not have those that only they use.
pub fn is_latin_kazakh(text: &str) -> bool {
    let (mut all, mut other, mut q, mut special, mut foreign) = (0, 0, 0, 0, 0);
    for c in text
        .chars()
        .flat_map(char::to_lowercase)
        .filter(|c| c.is_alphabetic())
    {
        match c {
            'q' => q += 1,
            'ä' | 'ğ' | 'ñ' | 'ş' | 'ū' | 'ı' => special += 1,
            'c' | 'ç' | 'w' | 'x' | 'ə' | 'ň' | 'ý' | 'â' => foreign += 1,
            // Karakalpak has these beside ı.
            'á' | 'ǵ' | 'ń' | 'ó' | 'ú' => foreign += 1,
            _ if !c.is_ascii() && !"öü".contains(c) => other += 1,
            _ => {}
        }
        all += 1;
    }
    // Shares in per cent: `q` is about 4 % of the letters, the special ones 10 %.
    100 * q >= all
        && 100 * special >= 3 * all
        && 100 * foreign <= 2 * all
        && 10 * other <= all
        && all > 0
}

fn arabic(word: &str) -> Option<Vec<char>> {
    let hamza = word.contains(HAMZAS);
    let front = hamza || word.contains(['ە', 'ك', 'ک', 'گ']);
    let back = word.contains(['ق', 'ع']);
    word.chars()
        .filter(|c| !HAMZAS.contains(c) && *c != '\u{200c}')
        .map(|c| {
            let letter = match c {
                _ if c == ARABIC_Y.0 => ARABIC_Y.1,
                _ if c.is_ascii_digit() || c == '-' => c,
                _ => counterpart(&ARABIC, c)?,
            };
            Some(match letter {
                'ы' if front => 'і',
                'ұ' if front && !back => 'ү',
                'о' if front && !back => 'ө',
                'а' if hamza || (word.contains('ە') && !back) => 'ә',
                _ => letter,
            })
        })
        .collect()
}

fn counterpart(table: &[(char, char)], letter: char) -> Option<char> {
    table
        .iter()
        .find(|(theirs, _)| *theirs == letter)
        .map(|(_, ours)| *ours)
}

/// Tells й from и, and writes йа and йу as я and ю.
fn settle(letters: &[char]) -> String {
    let vowel = |c: Option<&char>| c.is_some_and(|c| "аәеиоөұүыіу".contains(*c));
    let mut word = String::new();
    let mut after_vowel = false;
    let mut rest = letters.iter().peekable();
    while let Some(letter) = rest.next() {
        let initial = word.is_empty() && vowel(rest.peek().copied());
        if *letter != 'и' {
            word.push(*letter);
            after_vowel = vowel(Some(letter));
            continue;
        }
        let glide = after_vowel || initial;
        let merged = match rest.peek() {
            Some('а') => Some('я'),
            Some('у') if glide => Some('ю'),
            _ => None,
        };
        match merged {
            Some(letter) => {
                // After a consonant и stays: `partia` is партия.
                if !glide {
                    word.push('и');
                }
                word.push(letter);
                rest.next();
                after_vowel = true;
            }
            None => {
                word.push(if glide { 'й' } else { 'и' });
                after_vowel = !glide;
            }
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latin_alphabet_is_folded() {
        for (latin, cyrillic) in [
            ("qazaqstan", "қазақстан"),
            ("tılı", "тілі"),
            ("älıpbiı", "әліпбиі"),
            ("ükımet", "үкімет"),
            ("būl", "бұл"),
            ("jañalyq", "жаңалық"),
            ("aiaq", "аяқ"),
            ("qoiu", "қою"),
            ("säuır", "сәуір"),
            ("mädeniet", "мәдениет"),
            ("partia", "партия"),
            ("toqaevtyñ", "тоқаевтың"),
            ("boiynşa", "бойынша"),
            ("2030-jylğa", "2030-жылға"),
        ] {
            assert_eq!(fold(latin).as_deref(), Some(cyrillic), "{latin}");
        }
    }

    #[test]
    fn the_arabic_alphabet_is_folded() {
        for (arabic, cyrillic) in [
            ("قازاقستان", "қазақстан"),
            ("ٴتىل", "тіл"),
            ("مەكتەپ", "мектеп"),
            ("ٴسوز", "сөз"),
            ("ٴۇش", "үш"),
            ("جاڭالىق", "жаңалық"),
            ("ماسەلە", "мәселе"),
            ("اياق", "аяқ"),
            ("حالىق", "халық"),
            ("كىتاپ", "кітап"),
        ] {
            assert_eq!(fold(arabic).as_deref(), Some(cyrillic), "{arabic}");
        }
    }

    #[test]
    fn other_words_are_left_alone() {
        for word in ["қазақ", "windows", "office", "2030", "", "aқ"] {
            assert_eq!(fold(word), None, "{word}");
        }
    }

    #[test]
    fn latin_kazakh_is_told_from_its_neighbours() {
        assert!(is_latin_kazakh(
            "Qazaqstan Respublikasynyñ Prezidentı Qasym-Jomart Toqaev keñes ötkızdı"
        ));
        assert!(is_latin_kazakh(
            "Astanada jaña mektep aşyldy, oğan qala äkımı qatysty"
        ));
        for text in [
            "The president of Kazakhstan visited Qatar and Iraq on Monday",
            "Türkiye Cumhurbaşkanı bugün Ankara'da bir açıklama yaptı ve kararları duyurdu",
            "Oʻzbekiston Respublikasi Prezidenti qishloq xoʻjaligi haqida farmon qabul qildi",
            "Qırımtatar Milliy Meclisiniñ reisi bugün Kyivde çıqış yaptı ve acele qarar aldı",
            "Der Präsident fährt nächste Woche über München nach Österreich",
            "",
        ] {
            assert!(!is_latin_kazakh(text), "{text}");
        }
    }
}
