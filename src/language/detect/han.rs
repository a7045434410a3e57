//! Is a text in Chinese characters Chinese or Japanese?
//!
//! Japanese has syllables (kana) between the characters; headlines may do
//! without, but hardly without characters that were simplified in Japan only.
//! Where neither speaks, the text is Chinese.

use std::{collections::HashSet, sync::LazyLock};

use super::super::{
    cjk::{is_han, is_hangul, is_hiragana, is_katakana},
    ja::JAPANESE,
    ko::KOREAN,
    profile::Language,
    zh::CHINESE,
};

/// One in so many letters is a syllable: the text is Japanese. Chinese text
/// has single ones, in brands.
const ONE_SYLLABLE_IN: u32 = 12;

/// One in so many Chinese characters is Japan's own: the text is Japanese.
/// Chinese text has single ones, in names of people and places.
const ONE_OF_JAPAN_IN: u32 = 20;

/// Longer texts without a sign of Japanese, in characters, are Chinese.
const SHORT: u32 = 16;

static OF_JAPAN: LazyLock<HashSet<char>> = LazyLock::new(|| {
    let lines = include_str!("japanese.txt").lines();
    let lists = lines.filter(|line| !line.starts_with('#'));
    lists.flat_map(str::chars).collect()
});

/// What speaks for Japanese in a text.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signs {
    /// Syllables.
    pub kana: u32,
    /// Chinese characters.
    pub han: u32,
    /// Those of them that only Japan has.
    pub of_japan: u32,
}

impl Signs {
    /// Adds one Chinese character.
    pub fn add_han(&mut self, c: char) {
        self.han += 1;
        self.of_japan += u32::from(OF_JAPAN.contains(&c));
    }

    /// The probability, roughly, that the text is Japanese rather than
    /// Chinese, 0 to 1.
    pub fn japanese(self) -> f32 {
        let letters = self.kana + self.han;
        if letters == 0 {
            0.0
        } else if self.kana * ONE_SYLLABLE_IN >= letters {
            1.0
        } else if self.of_japan * ONE_OF_JAPAN_IN >= self.han.max(1) {
            0.9
        } else if self.han <= SHORT {
            // A name or a headline that both languages may write like this.
            0.3
        } else {
            0.0001
        }
    }
}

/// The languages that a short text may be in by its East Asian script alone, with
/// their probability: the same Chinese characters are words of Chinese and of
/// Japanese.
pub fn by_script(text: &str) -> Vec<(&'static Language, f32)> {
    let has = |is: fn(char) -> bool| text.chars().any(is);
    let is_half_width = |c| matches!(c, '\u{FF66}'..='\u{FF9F}');
    if has(|c| is_hiragana(c) || is_katakana(c)) || has(is_half_width) {
        vec![(&JAPANESE, 1.0)]
    } else if has(is_hangul) {
        vec![(&KOREAN, 1.0)]
    } else if has(is_han) {
        vec![(&CHINESE, 0.5), (&JAPANESE, 0.5), (&KOREAN, 0.1)]
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signs(text: &str) -> Signs {
        let mut signs = Signs::default();
        for c in text.chars() {
            match c {
                'ぁ'..='ヿ' => signs.kana += 1,
                _ => signs.add_han(c),
            }
        }
        signs
    }

    #[test]
    fn characters_of_japan_say_japanese() {
        assert!(signs("経済対策発表").japanese() > 0.5);
        assert!(signs("经济政策发布").japanese() < 0.5);
        assert!(signs("經濟政策發布").japanese() < 0.5);
        assert!(signs("関西空港で火災").japanese() > 0.5);
    }

    #[test]
    fn the_list_has_only_chinese_characters() {
        assert!(OF_JAPAN.len() > 300);
        assert!(
            OF_JAPAN
                .iter()
                .all(|c| ('\u{4E00}'..='\u{9FFF}').contains(c))
        );
    }
}
