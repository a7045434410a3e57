//! Which spellings of a Japanese word are the same?

use std::borrow::Cow;

use super::super::cjk::{is_han, is_hiragana, is_katakana};

/// Words of fewer characters keep their last long vowel: サーバー loses it, コピー does not.
const LONG: usize = 4;

/// The spelling that stands for several: in words of katakana, ヴ is written as
/// the row of バ, a vowel that may stand small stands small (キヤノン, キャノン;
/// フイルム, フィルム; ウイルス, ウィルス), a long e is written as such (メイン, メーン), and
/// a long vowel at the end of a longer word is dropped (コンピューター, コンピュータ).
pub fn spelling(word: &str) -> Cow<'_, str> {
    if !word.chars().any(is_katakana) {
        return Cow::Borrowed(word);
    }
    let mut out = String::with_capacity(word.len());
    let mut chars = word.chars().peekable();
    let mut before = None;
    while let Some(c) = chars.next() {
        let c = match (c, chars.peek()) {
            ('ヴ', Some('ァ' | 'ィ' | 'ェ' | 'ォ')) => match chars.next() {
                Some('ァ') => 'バ',
                Some('ィ') => 'ビ',
                Some('ェ') => 'ベ',
                _ => 'ボ',
            },
            ('ヴ', _) => 'ブ',
            ('ヂ', _) => 'ジ',
            ('ヅ', _) => 'ズ',
            ('ヶ', _) => 'ケ',
            (c, _) => before.and_then(|before| small(before, c)).unwrap_or(c),
        };
        if c == 'イ' && before.is_some_and(ends_in_e) {
            out.push('ー');
        } else {
            out.push(c);
        }
        before = Some(c);
    }
    if word.chars().all(is_katakana) && word.chars().count() >= LONG && out.ends_with('ー') {
        out.pop();
    }
    if out == word {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(out)
    }
}

/// A large vowel that its neighbour would have small.
fn small(before: char, c: char) -> Option<char> {
    match (before, c) {
        ('キ' | 'ギ' | 'シ' | 'ジ' | 'チ' | 'ニ' | 'ヒ' | 'ビ' | 'ピ' | 'ミ' | 'リ', 'ヤ') => {
            Some('ャ')
        }
        ('キ' | 'ギ' | 'シ' | 'ジ' | 'チ' | 'ニ' | 'ヒ' | 'ビ' | 'ピ' | 'ミ' | 'リ', 'ユ') => {
            Some('ュ')
        }
        ('キ' | 'ギ' | 'シ' | 'ジ' | 'チ' | 'ニ' | 'ヒ' | 'ビ' | 'ピ' | 'ミ' | 'リ', 'ヨ') => {
            Some('ョ')
        }
        ('フ', 'ア') => Some('ァ'),
        ('フ' | 'ウ', 'イ') => Some('ィ'),
        ('フ' | 'ウ', 'エ') => Some('ェ'),
        ('フ' | 'ウ', 'オ') => Some('ォ'),
        _ => None,
    }
}

fn ends_in_e(c: char) -> bool {
    matches!(
        c,
        'エ' | 'ケ' | 'ゲ' | 'セ' | 'ゼ' | 'テ' | 'デ' | 'ネ' | 'ヘ' | 'ベ' | 'ペ' | 'メ' | 'レ'
    )
}

/// The stem of a word's dictionary form: without the kana between and behind
/// several characters, which its readers may leave out (取り組み, 取組み, 取組 and the
/// verb 取り組む are all 取組), and in katakana if it is all kana (りんご, リンゴ).
pub fn stem(word: &str) -> Cow<'_, str> {
    if word.chars().all(is_hiragana) {
        let large: String = word.chars().map(to_katakana).collect();
        return Cow::Owned(spelling(&large).into_owned());
    }
    let characters = word.chars().filter(|c| is_han(*c)).count();
    let begins = word.chars().next().is_some_and(is_han);
    if characters < 2 || !begins || !word.chars().any(is_hiragana) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.chars().filter(|c| !is_hiragana(*c)).collect())
}

fn to_katakana(c: char) -> char {
    match c {
        'ぁ'..='ゖ' => char::from_u32(c as u32 + 0x60).unwrap_or(c),
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_by_example() {
        for (written, same) in [
            ("ヴァイオリン", "バイオリン"),
            ("コンピューター", "コンピュータ"),
            ("キヤノン", "キャノン"),
            ("メイン", "メーン"),
            ("ウイルス", "ウィルス"),
            ("フイルム", "フィルム"),
            ("ウズベク", "ウズベク"),
        ] {
            assert_eq!(spelling(written), spelling(same), "{written}");
        }
        assert_ne!(spelling("ビール"), spelling("ビル"));
        assert_eq!(spelling("コピー"), "コピー");
        assert_eq!(spelling("東京"), "東京");
        for word in ["取り組み", "取組み", "取組", "取り組む"] {
            assert_eq!(stem(word), "取組", "{word}");
        }
        assert_eq!(stem("りんご"), stem("リンゴ"));
        assert_eq!(stem("新しい"), "新しい");
        assert_eq!(stem("お金持ち"), "お金持ち");
    }
}
