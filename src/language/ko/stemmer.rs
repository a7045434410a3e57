//! Which Korean words are forms of one word? Particles are taken off nouns and
//! endings off verbs, again and again until nothing more comes off, so that
//! whatever can be added to a word comes off again. A particle that has one
//! form after a consonant and another after a vowel comes off only where that
//! form fits: 을 in 물을, but not in 가을.
//!
//! Written for this project by the rules of Korean grammars; no dictionary.

use std::borrow::Cow;

use super::super::cjk::is_hangul;
use super::hangul::{sounds, syllable};

/// What may stand before a suffix.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    /// Any syllable.
    Any,
    /// One that ends in a consonant.
    Consonant,
    /// One that ends in a vowel.
    Vowel,
    /// One that ends in a vowel or in ㄹ.
    VowelOrL,
}

use After::{Any, Consonant, Vowel, VowelOrL};

/// Particles, what may stand before them, and how many syllables they must
/// leave.
const PARTICLES: &[(&str, After, usize)] = &[
    ("으로부터", Consonant, 1),
    ("로부터", VowelOrL, 1),
    ("에서부터", Any, 1),
    ("에서는", Any, 1),
    ("이라고", Consonant, 1),
    ("라고", Vowel, 2),
    ("이라는", Consonant, 1),
    ("라는", Vowel, 2),
    ("으로", Consonant, 1),
    ("에서", Any, 1),
    ("에게", Any, 1),
    ("에는", Any, 1),
    ("에도", Any, 1),
    ("부터", Any, 1),
    ("까지", Any, 1),
    ("보다", Any, 2),
    ("처럼", Any, 1),
    ("만큼", Any, 1),
    ("마다", Any, 1),
    ("조차", Any, 1),
    ("이나", Consonant, 1),
    ("이며", Consonant, 1),
    ("이고", Consonant, 1),
    ("이다", Consonant, 1),
    ("이었다", Consonant, 1),
    ("였다", Vowel, 2),
    ("입니다", Any, 1),
    ("인", Consonant, 2),
    ("께서", Any, 1),
    ("한테", Any, 1),
    ("하고", Any, 2),
    ("들", Any, 2),
    ("은", Consonant, 1),
    ("는", Vowel, 1),
    ("이", Consonant, 1),
    ("가", Vowel, 2),
    ("을", Consonant, 1),
    ("를", Vowel, 1),
    ("과", Consonant, 2),
    ("와", Vowel, 2),
    ("로", VowelOrL, 2),
    ("의", Any, 2),
    ("에", Any, 1),
    ("도", Any, 2),
    ("만", Any, 2),
];

/// Forms of 하다 and 되다 behind a noun: it stays, at least so long.
const LIGHT_VERBS: &[&str] = &[
    "하였습니다",
    "했습니다",
    "하겠다고",
    "하였다",
    "하겠다",
    "한다고",
    "했다고",
    "했다가",
    "하면서",
    "하기로",
    "하려고",
    "하도록",
    "합니다",
    "했으며",
    "했지만",
    "하지만",
    "했다",
    "한다",
    "하는",
    "하며",
    "하고",
    "하여",
    "하면",
    "하기",
    "하다",
    "했던",
    "했고",
    "해서",
    "해야",
    "하게",
    "할",
    "한",
    "해",
    "함",
    "되었습니다",
    "됐습니다",
    "되었다",
    "됐다고",
    "된다고",
    "되면서",
    "되도록",
    "됩니다",
    "됐으며",
    "됐다",
    "된다",
    "되는",
    "되며",
    "되고",
    "되어",
    "되면",
    "되기",
    "되다",
    "됐던",
    "됐고",
    "돼서",
    "된",
    "될",
    "돼",
    "시켰다",
    "시킨다",
    "시키는",
    "시키고",
    "시켜",
    "시킨",
    "시킬",
    "시키다",
];

/// Endings that begin with a syllable of their own.
const ENDINGS: &[&str] = &[
    "었습니다",
    "았습니다",
    "였습니다",
    "겠습니다",
    "습니다",
    "었다고",
    "았다고",
    "겠다고",
    "는다고",
    "으면서",
    "면서",
    "으면",
    "지만",
    "었지만",
    "았지만",
    "었으며",
    "았으며",
    "으며",
    "었다",
    "았다",
    "였다",
    "겠다",
    "는다",
    "었던",
    "았던",
    "던",
    "도록",
    "려고",
    "으려고",
    "기로",
    "기에",
    "는데",
    "은데",
    "었고",
    "았고",
    "어서",
    "아서",
    "어야",
    "아야",
    "지",
    "게",
    "기",
    "고",
    "며",
    "면",
    "다",
    "는",
    "을",
    "은",
    "음",
    "어",
    "아",
];

/// The finals of syllables that came from Chinese: none, ㄱ ㄴ ㄹ ㅁ ㅂ ㅇ.
const CHINESE_FINALS: [u32; 7] = [0, 1, N, L, M, B, 21];
/// Finals that endings melt into the last syllable.
const N: u32 = 4;
const L: u32 = 8;
const M: u32 = 16;
const B: u32 = 17;
const SS: u32 = 20;
/// Vowels: ㅏ ㅐ ㅓ ㅕ ㅘ ㅙ ㅚ ㅗ ㅜ ㅝ ㅡ ㅣ.
const A: u32 = 0;
const AE: u32 = 1;
const EO: u32 = 4;
const YEO: u32 = 6;
const O: u32 = 8;
const WA: u32 = 9;
const WAE: u32 = 10;
const OE: u32 = 11;
const U: u32 = 13;
const WO: u32 = 14;
const I: u32 = 20;
/// Initials: ㅈ ㅊ ㅋ ㅎ.
const J: u32 = 12;
const CH: u32 = 14;
const K: u32 = 15;
const H: u32 = 18;

/// A noun without particles and light verbs, for the recall field: what comes
/// off here is never part of a noun's own syllables.
pub(super) fn noun(word: &str) -> Cow<'_, str> {
    reduced(word, |word| {
        without_light_verb(word).or_else(|| without_particle(word))
    })
}

/// The stem of a folded word; words that are not all Korean syllables stay.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    reduced(word, |word| {
        without_light_verb(word)
            .or_else(|| without_particle(word))
            .or_else(|| without_ending(word))
    })
}

/// A shorter form of a word: how many of its letters stay, and the letter that
/// follows them where an ending melted into it.
type Cut = (usize, Option<char>);

/// What is left of a word when nothing more comes off.
fn reduced(word: &str, cut: impl Fn(&[char]) -> Option<Cut>) -> Cow<'_, str> {
    let letters: Vec<char> = word.chars().collect();
    if letters.len() < 2 || !letters.iter().all(|c| is_hangul(*c)) {
        return Cow::Borrowed(word);
    }
    let mut stem = letters.clone();
    // Each round takes a suffix off, so the rounds are few.
    while let Some((kept, last)) = cut(&stem) {
        let changes = match last {
            None => kept > 0,
            Some(_) => stem.last() != last.as_ref(),
        };
        if !changes {
            break;
        }
        stem.truncate(kept);
        stem.extend(last);
    }
    if stem == letters {
        Cow::Borrowed(word)
    } else {
        Cow::Owned(stem.into_iter().collect())
    }
}

fn before<'w>(word: &'w [char], suffix: &str) -> Option<&'w [char]> {
    let mut letters = word.iter().rev();
    let ends_so = suffix.chars().rev().all(|c| letters.next() == Some(&c));
    ends_so.then(|| word.get(..letters.len())).flatten()
}

fn without_light_verb(word: &[char]) -> Option<Cut> {
    const LEAST: usize = 2;
    let nouns = LIGHT_VERBS.iter().filter_map(|verb| before(word, verb));
    shortest(nouns.filter(|noun| noun.len() >= LEAST))
}

fn without_particle(word: &[char]) -> Option<Cut> {
    let nouns = PARTICLES.iter().filter_map(|&(particle, after, least)| {
        let noun = before(word, particle)?;
        let (_, _, last) = sounds(*noun.last()?)?;
        let fits = match after {
            Any => true,
            Consonant => last != 0,
            Vowel => last == 0,
            VowelOrL => last == 0 || last == L,
        };
        (fits && noun.len() >= least).then_some(noun)
    });
    shortest(nouns)
}

fn shortest<'w>(found: impl Iterator<Item = &'w [char]>) -> Option<Cut> {
    found.map(<[char]>::len).min().map(|kept| (kept, None))
}

/// Endings come off what is likely a verb: something that a sentence ends or
/// goes on with. A stem keeps two syllables, or one where the ending is long.
fn without_ending(word: &[char]) -> Option<Cut> {
    let stems = ENDINGS.iter().filter_map(|ending| {
        let stem = before(word, ending)?;
        let (_, _, last) = sounds(*stem.last()?)?;
        // One syllable before a short ending may be half of a noun (바다, 창고),
        // unless it ends as no syllable of Chinese origin does (꺾고).
        let short = ending.chars().count() == 1;
        let verbal = !CHINESE_FINALS.contains(&last) || (*ending == "다" && last != 0);
        let least = if short && !verbal { 2 } else { 1 };
        (stem.len() >= least).then_some(stem)
    });
    shortest(stems).or_else(|| melted(word))
}

/// The stem of a word whose ending melted into its last syllable: 내린 (내리 +
/// ㄴ), 열렸 (열리 + 었), 나눠 (나누 + 어).
fn melted(word: &[char]) -> Option<Cut> {
    let (&last, head) = word.split_last()?;
    let (initial, vowel, end) = sounds(last)?;
    if head.is_empty() {
        return None;
    }
    let past = end == SS;
    let open = match (vowel, end) {
        // 하 + 였 → 했
        (AE, SS) if initial == H => A,
        (YEO, SS) => I,
        // Without a final these are syllables of nouns as well: 려, 여, 화.
        (YEO, 0) if matches!(initial, J | CH | K) => I,
        (WA, SS) => O,
        (WO, SS | 0) => U,
        (WAE, SS | 0) => OE,
        (vowel, _) if past => match vowel {
            // 갔, 섰, 냈: the vowel of the stem itself.
            A | EO | AE => vowel,
            _ => return None,
        },
        (vowel, N | L | M | B) if matches!(vowel, I | U | OE) => vowel,
        _ => return None,
    };
    Some((head.len(), Some(syllable(initial, open, 0)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_stem_is_never_empty_and_stays(word in "[가-힣]{1,8}") {
            let once = stem(&word).into_owned();
            prop_assert!(!once.is_empty());
            prop_assert_eq!(stem(&once).into_owned(), once.clone());
        }
    }
    /// A "word" of a whole file is read once, not once for every suffix in it.
    #[test]
    fn a_long_word_takes_no_longer_than_its_length() {
        let word = "도".repeat(1 << 19);
        assert_eq!(stem(&word), "도도");
        assert_eq!(noun(&word), "도도");
    }
}
