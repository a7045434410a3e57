//! How would a word in katakana be written in Latin letters? In Hepburn's way, but
//! long vowels are not marked, and an f or v that only had no better kana is
//! given back: ムラシュコ is murashuko, トカエフ is tokaev.

use super::super::cjk::is_katakana;

/// The Latin form of a word of katakana alone: a name, or a word that other
/// languages have as well. `None` for others.
pub fn romanised(word: &str) -> Option<String> {
    if word.is_empty() || !word.chars().all(is_katakana) {
        return None;
    }
    let kana: Vec<char> = word.chars().collect();
    let mut out = String::with_capacity(word.len());
    let mut double = false;
    let mut rest = kana.as_slice();
    while let Some((&c, tail)) = rest.split_first() {
        rest = tail;
        if c == 'ッ' {
            double = true;
            continue;
        }
        let small = tail
            .first()
            .copied()
            .filter(|c| "ァィゥェォャュョ".contains(*c));
        let syllable = match small.and_then(|small| joined(c, small)) {
            Some(syllable) => {
                rest = tail.get(1..).unwrap_or_default();
                syllable
            }
            None => single(c).to_owned(),
        };
        // Family names on -ов and -ев end in フ.
        let last = rest.is_empty() && c == 'フ' && out.ends_with(['o', 'e']);
        let syllable = if last { "v".to_owned() } else { syllable };
        if double {
            let first = syllable.chars().next().filter(|c| !"aiueon".contains(*c));
            out.extend(first);
            double = false;
        }
        out.push_str(&syllable);
    }
    Some(out)
}

/// The same with an r where a long a may stand for one (バーナンキ, Bernanke),
/// or an a at the end, whose length is not kept (フェデラー, Federer); `None`
/// where there is none.
pub fn romanised_with_r(word: &str) -> Option<String> {
    let mut out = String::with_capacity(word.len());
    let mut parts = word.split('ー').peekable();
    let mut heard = false;
    while let Some(part) = parts.next() {
        if !part.is_empty() {
            out.push_str(&romanised(part)?);
        }
        let mut before = out.chars().rev();
        let open = before.next() == Some('a');
        if open && before.next().is_some_and(|c| !"aiueo".contains(c)) {
            out.push('r');
            heard = true;
        } else if parts.peek().is_none() {
            break;
        }
    }
    heard.then_some(out)
}

/// A kana with a small one behind it.
fn joined(c: char, small: char) -> Option<String> {
    let vowel = match small {
        'ァ' | 'ャ' => 'a',
        'ィ' => 'i',
        'ゥ' | 'ュ' => 'u',
        'ェ' => 'e',
        _ => 'o',
    };
    let consonant = match (c, small) {
        ('ヴ', 'ュ') => "vy",
        ('ヴ', _) => "v",
        ('フ', _) => "f",
        ('ウ', _) => "w",
        ('ツ', _) => "ts",
        ('ト', 'ゥ') | ('テ', 'ィ' | 'ュ') => "t",
        ('ド', 'ゥ') | ('デ', 'ィ' | 'ュ') => "d",
        ('ク', 'ァ' | 'ィ' | 'ェ' | 'ォ') => "kw",
        ('グ', 'ァ' | 'ィ' | 'ェ' | 'ォ') => "gw",
        ('シ', _) => "sh",
        ('チ', _) => "ch",
        ('ジ' | 'ヂ', _) => "j",
        ('イ', 'ェ') => "y",
        ('キ', 'ャ' | 'ュ' | 'ョ') => "ky",
        ('ギ', 'ャ' | 'ュ' | 'ョ') => "gy",
        ('ニ', 'ャ' | 'ュ' | 'ョ') => "ny",
        ('ヒ', 'ャ' | 'ュ' | 'ョ') => "hy",
        ('ビ', 'ャ' | 'ュ' | 'ョ') => "by",
        ('ピ', 'ャ' | 'ュ' | 'ョ') => "py",
        ('ミ', 'ャ' | 'ュ' | 'ョ') => "my",
        ('リ', 'ャ' | 'ュ' | 'ョ') => "ry",
        _ => return None,
    };
    Some(format!("{consonant}{vowel}"))
}

fn single(c: char) -> &'static str {
    match c {
        'ア' | 'ァ' => "a",
        'イ' | 'ィ' => "i",
        'ウ' | 'ゥ' => "u",
        'エ' | 'ェ' | 'ヱ' => "e",
        'オ' | 'ォ' | 'ヲ' => "o",
        'カ' | 'ヵ' => "ka",
        'キ' => "ki",
        'ク' => "ku",
        'ケ' | 'ヶ' => "ke",
        'コ' => "ko",
        'ガ' => "ga",
        'ギ' => "gi",
        'グ' => "gu",
        'ゲ' => "ge",
        'ゴ' => "go",
        'サ' => "sa",
        'シ' => "shi",
        'ス' => "su",
        'セ' => "se",
        'ソ' => "so",
        'ザ' => "za",
        'ジ' | 'ヂ' => "ji",
        'ズ' | 'ヅ' => "zu",
        'ゼ' => "ze",
        'ゾ' => "zo",
        'タ' => "ta",
        'チ' => "chi",
        'ツ' => "tsu",
        'テ' => "te",
        'ト' => "to",
        'ダ' => "da",
        'デ' => "de",
        'ド' => "do",
        'ナ' => "na",
        'ニ' => "ni",
        'ヌ' => "nu",
        'ネ' => "ne",
        'ノ' => "no",
        'ハ' => "ha",
        'ヒ' => "hi",
        'フ' => "fu",
        'ヘ' => "he",
        'ホ' => "ho",
        'バ' => "ba",
        'ビ' => "bi",
        'ブ' => "bu",
        'ベ' => "be",
        'ボ' => "bo",
        'パ' => "pa",
        'ピ' => "pi",
        'プ' => "pu",
        'ペ' => "pe",
        'ポ' => "po",
        'マ' => "ma",
        'ミ' => "mi",
        'ム' => "mu",
        'メ' => "me",
        'モ' => "mo",
        'ヤ' | 'ャ' => "ya",
        'ユ' | 'ュ' => "yu",
        'ヨ' | 'ョ' => "yo",
        'ラ' => "ra",
        'リ' => "ri",
        'ル' => "ru",
        'レ' => "re",
        'ロ' => "ro",
        'ワ' | 'ヮ' => "wa",
        'ヴ' => "vu",
        'ン' => "n",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_by_example() {
        for (kana, latin) in [
            ("ムラシュコ", "murashuko"),
            ("トカエフ", "tokaev"),
            ("カザフスタン", "kazafusutan"),
            ("ヴィクトル", "vikutoru"),
            ("マッカーシー", "makkashi"),
            ("ジャパロフ", "japarov"),
        ] {
            assert_eq!(romanised(kana).as_deref(), Some(latin));
        }
        assert_eq!(romanised("東京"), None);
        assert_eq!(romanised("さくら"), None);
        assert_eq!(romanised(""), None);
    }
}
