//! Is this a Korean name? Three syllables in one word in Korean (김정은), two or
//! three words elsewhere (Kim Jong Un, Ким Чен Ын), which every romanisation
//! spells its own way. A family name, then two syllables by what all spellings
//! keep of them: the kind of the first consonant, of the vowel, of the last.

use std::{collections::HashSet, sync::LazyLock};

use crate::language::ko;

/// Family names: the syllable as it is compared, and its spellings.
const FAMILIES: &[(&str, &str)] = &[
    ("KIM", "김 kim gim ким"),
    ("RI", "이 리 lee yi li rhee ri ли"),
    ("PAK", "박 park pak bak пак"),
    ("JE", "최 choi choe чхве цой чой"),
    (
        "JON",
        "정 전 종 jung jeong chung chong jeon chun чон чжон джон чен",
    ),
    ("KAN", "강 kang gang кан"),
    ("JO", "조 주 cho jo joo ju чо чу"),
    ("ON", "윤 yoon yun юн"),
    ("JAN", "장 jang chang чан"),
    ("RIM", "임 림 lim im rim лим им"),
    ("HAN", "한 han хан"),
    ("O", "오 oh о"),
    ("SO", "서 seo suh со"),
    ("SIN", "신 shin sin син"),
    ("KON", "권 kwon gwon квон"),
    ("HAN", "황 hwang хван"),
    ("AN", "안 ahn an ан"),
    ("SON", "송 손 song son sohn сон"),
    ("RO", "유 류 ryu yoo yu you ryoo ю рю"),
    ("HON", "홍 hong хон"),
    ("KO", "고 구 ko go koh koo ku gu ко ку"),
    ("MON", "문 moon mun мун"),
    ("AN", "양 yang ян"),
    ("PE", "배 bae пэ"),
    ("PEK", "백 baek paek пэк"),
    ("HO", "허 heo hur huh хо"),
    ("NAM", "남 nam нам"),
    ("SIM", "심 shim sim сим"),
    ("NO", "노 로 roh noh но ро"),
    ("HA", "하 ha ха"),
    ("MIN", "민 min мин"),
    ("JIN", "진 jin чин"),
    ("NA", "나 na на"),
    ("JI", "지 ji чи"),
    ("OM", "엄 um eom ом"),
    ("JA", "차 cha ча чха"),
    ("PAN", "반 방 ban bang пан"),
    ("HON", "현 hyun хён хен"),
    ("TE", "태 tae тхэ тэ"),
    ("O", "우 woo у"),
];

/// Letters of first consonants, vowels and last consonants, longest first, with
/// what is compared of them.
type Letters = &'static [(&'static str, &'static str)];

const FIRST: Letters = &[
    ("чж", "J"),
    ("чх", "J"),
    ("дж", "J"),
    ("пх", "P"),
    ("тх", "T"),
    ("кх", "K"),
    ("kk", "K"),
    ("tt", "T"),
    ("pp", "P"),
    ("ss", "S"),
    ("jj", "J"),
    ("ch", "J"),
    ("sh", "S"),
    ("k", "K"),
    ("g", "K"),
    ("n", "N"),
    ("d", "T"),
    ("t", "T"),
    ("r", "R"),
    ("l", "R"),
    ("m", "M"),
    ("b", "P"),
    ("p", "P"),
    ("s", "S"),
    ("j", "J"),
    ("h", "H"),
    ("к", "K"),
    ("г", "K"),
    ("н", "N"),
    ("д", "T"),
    ("т", "T"),
    ("р", "R"),
    ("л", "R"),
    ("м", "M"),
    ("б", "P"),
    ("п", "P"),
    ("с", "S"),
    ("ч", "J"),
    ("х", "H"),
    ("", ""),
];
const VOWELS: Letters = &[
    ("yeo", "O"),
    ("yae", "E"),
    ("yoo", "O"),
    ("you", "O"),
    ("wae", "E"),
    ("woo", "O"),
    ("weo", "O"),
    ("ya", "A"),
    ("ye", "E"),
    ("yo", "O"),
    ("yu", "O"),
    ("wa", "A"),
    ("we", "E"),
    ("wo", "O"),
    ("wi", "I"),
    ("ae", "E"),
    ("eo", "O"),
    ("eu", "O"),
    ("oe", "E"),
    ("ui", "I"),
    ("ee", "I"),
    ("oo", "O"),
    ("ou", "O"),
    ("oh", "O"),
    ("ah", "A"),
    ("uh", "O"),
    ("a", "A"),
    ("e", "E"),
    ("i", "I"),
    ("o", "O"),
    ("u", "O"),
    ("йо", "O"),
    ("ый", "I"),
    ("ва", "A"),
    ("ве", "E"),
    ("вэ", "E"),
    ("во", "O"),
    ("ви", "I"),
    ("а", "A"),
    ("я", "A"),
    ("э", "E"),
    ("е", "E"),
    // ё is folded.
    ("е", "O"),
    ("о", "O"),
    ("у", "O"),
    ("ю", "O"),
    ("ы", "O"),
    ("и", "I"),
];
const LAST: Letters = &[
    ("ng", "N"),
    ("нъ", "N"),
    ("ль", "R"),
    ("n", "N"),
    ("m", "M"),
    ("l", "R"),
    ("r", "R"),
    ("k", "K"),
    ("g", "K"),
    ("p", "P"),
    ("b", "P"),
    ("t", "T"),
    ("н", "N"),
    ("м", "M"),
    ("л", "R"),
    ("р", "R"),
    ("к", "K"),
    ("п", "P"),
    ("т", "T"),
    ("", ""),
];

/// What is compared of a name: of a Korean word, or of words in Latin or
/// Cyrillic letters, the family name first; none if it is no such name. A word
/// of several syllables may be several names.
pub(super) fn name(words: &[&str]) -> Vec<String> {
    let (family, given) = match words {
        [word] => match split(word) {
            Some(parts) => parts,
            None => return Vec::new(),
        },
        [family, given @ ..] => (
            (*family).to_owned(),
            given.iter().map(|&word| word.to_owned()).collect(),
        ),
        [] => return Vec::new(),
    };
    let is = |spellings: &str| spellings.split(' ').any(|one| one == family);
    let Some((family, _)) = FAMILIES.iter().find(|(_, spellings)| is(spellings)) else {
        return Vec::new();
    };
    let pieces: Vec<&str> = given.iter().flat_map(|word| word.split('-')).collect();
    let given = match pieces.as_slice() {
        [one] => syllables(one, 2),
        [first, second] => {
            let seconds = syllables(second, 1);
            let firsts = syllables(first, 1);
            let pairs = firsts
                .iter()
                .flat_map(|first| seconds.iter().map(move |second| format!("{first}{second}")));
            pairs.collect()
        }
        _ => Vec::new(),
    };
    given
        .into_iter()
        .take(4)
        .map(|given| format!("{family}-{given}"))
        .collect()
}

/// Whether a word in Latin or Cyrillic letters is a family name.
pub(super) fn is_family(word: &str) -> bool {
    static SPELLINGS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
        let spellings = FAMILIES.iter().map(|(_, spellings)| *spellings);
        spellings.flat_map(|all| all.split(' ')).collect()
    });
    SPELLINGS.contains(word)
}

/// A Korean word of three syllables: the first, and the others in Latin letters.
fn split(word: &str) -> Option<(String, Vec<String>)> {
    let letters: Vec<char> = word.chars().collect();
    let [family, first, second] = letters.as_slice() else {
        return None;
    };
    let given = [first, second].map(|c| ko::romanised(&c.to_string()));
    Some((
        family.to_string(),
        given.into_iter().collect::<Option<Vec<_>>>()?,
    ))
}

/// Every way to read a word as so many syllables, the longest first ones first.
fn syllables(word: &str, count: usize) -> Vec<String> {
    let mut found = Vec::new();
    if count == 0 {
        return match word.is_empty() {
            true => vec![String::new()],
            false => found,
        };
    }
    let Some((first, rest)) = FIRST
        .iter()
        .find_map(|(letters, class)| Some((class, word.strip_prefix(letters)?)))
    else {
        return found;
    };
    let Some((letters, _)) = VOWELS.iter().find(|(letters, _)| rest.starts_with(letters)) else {
        return found;
    };
    let vowels = VOWELS.iter().filter(|(vowel, _)| vowel == letters);
    let Some(rest) = rest.strip_prefix(letters) else {
        return found;
    };
    for (_, vowel) in vowels {
        for (letters, last) in LAST {
            let Some(rest) = rest.strip_prefix(letters) else {
                continue;
            };
            for rest in syllables(rest, count - 1) {
                let one = format!("{first}{vowel}{last}.{rest}");
                if !found.contains(&one) {
                    found.push(one);
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_meet() {
        for spellings in [
            &[
                "김정은",
                "kim jong-un",
                "kim jong un",
                "kim jongun",
                "ким чен ын",
                "ким чжон ын",
                "ким чонын",
            ][..],
            &["박근혜", "park geun-hye", "пак кын хе"],
            &["문재인", "moon jae-in", "мун чжэ ин", "мун чжэ-ин"],
            &["윤석열", "yoon suk yeol", "юн сок ель"],
            &["반기문", "ban ki-moon", "пан ги мун"],
            &["손흥민", "son heung-min", "сон хын мин"],
            &["이재명", "lee jae-myung", "ли чжэ мен"],
        ] {
            let read = |one: &str| name(&one.split(' ').collect::<Vec<_>>());
            let first = read(spellings[0]);
            for other in spellings {
                assert!(
                    read(other).iter().any(|one| first.contains(one)),
                    "{other}: {:?} {first:?}",
                    read(other)
                );
            }
        }
    }

    #[test]
    fn others_are_none() {
        for other in [
            "john smith",
            "ким",
            "kim kardashian",
            "пак иванов",
            "김",
            "한국어가 좋다",
            "park avenue",
        ] {
            assert!(
                name(&other.split(' ').collect::<Vec<_>>()).is_empty(),
                "{other}"
            );
        }
        assert_ne!(name(&["김정은"]), name(&["김정일"]));
    }
}
