//! Is this text Kazakh in another alphabet, to be folded to Cyrillic?

use super::super::profile::Transliteration;
use super::fold;

/// The Latin alphabets of 2021 and of 2018, and the Arabic one (tóte jazu).
pub(super) static ALPHABETS: Transliteration = Transliteration {
    applies,
    fold: fold::fold,
};

fn applies(text: &str) -> bool {
    !is_cyrillic(text)
        && (fold::is_latin_kazakh(text) || is_acute_kazakh(text) || is_arabic_kazakh(text))
}

/// Kazakh in the Latin alphabet of 2018, with acute accents. Its neighbours write
/// some of its letters: Karakalpak has ı where Kazakh has y, and w and x; Slavic
/// languages have y between consonants, but none of ǵ, q, sh.
fn is_acute_kazakh(text: &str) -> bool {
    let (mut all, mut acute, mut own, mut foreign) = (0, 0, 0, 0);
    let (mut vowel_y, mut vowel_i) = (0, 0);
    let consonant = |c: char| c.is_alphabetic() && !"aeiouyıáéíóúý".contains(c);
    let letters: Vec<char> = text.chars().flat_map(char::to_lowercase).collect();
    let at = |place: usize| letters.get(place).copied().unwrap_or(' ');
    for (place, c) in letters.iter().copied().enumerate() {
        if !c.is_alphabetic() {
            continue;
        }
        all += 1;
        let before = if place == 0 { ' ' } else { at(place - 1) };
        let after = at(place + 1);
        let between = consonant(before) && consonant(after);
        match c {
            'á' | 'ń' | 'ó' | 'ú' | 'ý' => acute += 1,
            'ǵ' => (acute, own) = (acute + 1, own + 1),
            'q' if after != 'u' => own += 1,
            'h' if before == 's' => own += 1,
            'y' if between => vowel_y += 1,
            'ı' if between => vowel_i += 1,
            'c' if after != 'h' => foreign += 1,
            'ı' => {}
            'w' | 'x' => foreign += 1,
            c if !c.is_ascii() => foreign += 1,
            _ => {}
        }
    }
    // Shares in per cent: the marked letters are about 7 % of all.
    let short = all < 60;
    let few = if short {
        foreign == 0
    } else {
        50 * foreign <= all
    };
    100 * acute >= 2 * all && own > 0 && vowel_y > 2 * vowel_i && few
}

/// Does a text begin in Cyrillic? A glance at its first bytes spares nearly
/// every text the closer look.
fn is_cyrillic(text: &str) -> bool {
    const GLANCE: usize = 512;
    let head = text.as_bytes().iter().take(GLANCE);
    let lead_bytes = head
        .clone()
        .filter(|byte| matches!(byte, 0xD0..=0xD3))
        .count();
    4 * lead_bytes >= head.len() && lead_bytes > 0
}

/// Kazakh in the Arabic alphabet: mostly Arabic letters, among them the high
/// hamza that only Kazakh writes, or else the letters that it shares with a few,
/// and none of those that only Uyghur, Kurdish or Persian do.
fn is_arabic_kazakh(text: &str) -> bool {
    let (mut all, mut arabic, mut hamza, mut foreign, mut own, mut yeh) = (0, 0, 0, 0, 0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        all += 1;
        match c {
            'ٴ' => hamza += 1,
            'ې' | 'ۈ' | 'ئ' | 'ھ' | 'ێ' | 'ڕ' | 'ڵ' | 'ی' | 'ک' | 'ة' | 'ۅ' | 'ۉ' | 'أ' | 'إ' =>
            {
                foreign += 1;
            }
            'ە' | 'ڭ' | 'ۇ' | 'ۋ' => own += 1,
            'ى' => yeh += 1,
            _ => {}
        }
        arabic += i32::from(matches!(c, '\u{0600}'..='\u{06FF}'));
    }
    let marked = 200 * hamza >= all && 50 * foreign <= all;
    let spelled = foreign == 0 && yeh > 0 && 100 * own >= 6 * all;
    all > 0 && 10 * arabic >= 9 * all && (marked || spelled)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_kazakh_in_other_alphabets() {
        assert!(applies(
            "Qazaqstan Respublikasynyñ Prezidentı qazaq halqyna ündeu jariialady"
        ));
        assert!(applies(
            "قازاقستان رەسپۋبليكاسىنىڭ پرەزيدەنتى ٴبىلىم تۋرالى ايتتى"
        ));
        assert!(applies("وبلىستا جاڭا مەكتەپ اشىلدى"));
        assert!(applies("Almatyda jańa mektep ashyldy"));
        assert!(applies(
            "Qazaqstan Prezıdenti Úkimet otyrysynda jańa baǵdarlamany tanystyrdy"
        ));
        for other in [
            "Nókiste jańa mektep ashıldı",
            "Qaraqalpaqstan Ministrler Keńesi jańa mektep qurılısın basladı",
            "Był tam dobry, młody koń",
            "Nový dům stojí tam",
            "Está aquí mañana con él",
            "Türkmenistanyň täze mekdebi açyldy",
            "ئۈرۈمچىدە يېڭى مەكتەپ ئېچىلدى",
            "قوتابخانەیەکی نوێ کرایەوە",
        ] {
            assert!(!applies(other), "{other}");
        }
        assert!(!applies("Қазақстан Республикасының Президенті"));
        assert!(!applies("The president of Kazakhstan said"));
        assert!(!applies("Oʻzbekiston prezidenti qaror qabul qildi"));
        assert!(!applies("رئيس جمهورية كازاخستان"));
        assert!(!applies(""));
    }
}
