//! What would a text be, had the keyboard been in the other layout? `vbybcnh`
//! is `министр` typed with the English one, `екгьз` is `trump` with the
//! Russian one.

/// The keys of the English layout, then the same ones with the shift key where
/// that gives no capital letter.
const ENGLISH: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`{}:<>~";
/// What the Russian and Kazakh layouts have on them.
const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюёХЪЖБЮЁ";
/// The row of digits.
const DIGITS: &str = "2345890-=_+";
/// What the Kazakh layout has there.
const KAZAKH: &str = "әіңғүұқөһӨҺ";

/// The words that a word may be in another layout: none that it is already,
/// none where it has signs that are on no key of a letter.
pub fn retyped(word: &str) -> Vec<String> {
    let has_latin = word.chars().any(|char| char.is_ascii_alphabetic());
    let has_cyrillic = word.chars().any(is_cyrillic);
    let mut found = Vec::new();
    let mut add = |text: Option<String>| {
        if let Some(text) = text
            && text != word
            && !found.contains(&text)
        {
            found.push(text);
        }
    };
    if has_cyrillic && !has_latin {
        add(all(word, latin));
    }
    if has_latin && !has_cyrillic {
        add(all(word, russian));
    }
    // A Kazakh word has Russian letters and digits if the layout was the Russian one.
    if has_latin != has_cyrillic {
        add(all(word, kazakh));
    }
    found
}

fn is_cyrillic(char: char) -> bool {
    matches!(char, '\u{400}'..='\u{52F}')
}

fn all(word: &str, one: fn(char) -> Option<char>) -> Option<String> {
    word.chars().map(one).collect()
}

fn russian(char: char) -> Option<char> {
    on_key(ENGLISH, RUSSIAN, char).or_else(|| (char == '-').then_some(char))
}

/// Letters that are Cyrillic already stay.
fn kazakh(char: char) -> Option<char> {
    on_key(ENGLISH, RUSSIAN, char)
        .or_else(|| on_key(DIGITS, KAZAKH, char))
        .or_else(|| is_cyrillic(char).then_some(char))
}

fn latin(char: char) -> Option<char> {
    on_key(RUSSIAN, ENGLISH, char)
        .or_else(|| on_key(KAZAKH, DIGITS, char))
        .or_else(|| (char == '-' || char.is_ascii_digit()).then_some(char))
}

/// What stands in one layout in the place of a character of another: a capital
/// letter for a capital one.
fn on_key(from: &str, to: &str, char: char) -> Option<char> {
    let of = |key: char| {
        let mut pairs = from.chars().zip(to.chars());
        pairs.find_map(|(one, other)| (one == key).then_some(other))
    };
    of(char).or_else(|| Some(upper(of(lower(char))?)))
}

fn upper(char: char) -> char {
    char.to_uppercase().next().unwrap_or(char)
}

fn lower(char: char) -> char {
    char.to_lowercase().next().unwrap_or(char)
}

#[cfg(test)]
mod tests {
    use super::retyped;

    #[test]
    fn words_of_other_layouts() {
        for (typed, meant) in [
            ("vbybcnh", "министр"),
            ("Vbybcnh", "Министр"),
            (",fyr", "банк"),
            ("j,jhjyf", "оборона"),
            ("екгьз", "trump"),
            ("Екгьз", "Trump"),
            ("v9yfq", "мұнай"),
            ("м9най", "мұнай"),
            ("0fpf0cnfy", "қазақстан"),
            ("0азақстан", "қазақстан"),
            ("c-p", "сөз"),
            ("5fksv", "ғалым"),
            ("рщгыу", "house"),
        ] {
            let found = retyped(typed);
            assert!(found.iter().any(|word| word == meant), "{typed}: {found:?}");
        }
    }

    #[test]
    fn what_is_on_no_key_of_a_letter_is_left_alone() {
        for word in ["", "2025", "石油", "κράτος", "x±y"] {
            let found = retyped(word);
            assert!(found.is_empty(), "{word}: {found:?}");
        }
    }
}
