//! Is this text Kazakh in another alphabet, to be folded to Cyrillic?

use super::super::profile::Transliteration;
use super::fold;

/// The Latin alphabet of 2021 and the Arabic one (tóte jazu).
pub(super) static ALPHABETS: Transliteration = Transliteration {
    applies,
    fold: fold::fold,
};

fn applies(text: &str) -> bool {
    !is_cyrillic(text) && (fold::is_latin_kazakh(text) || is_arabic_kazakh(text))
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
/// hamza that only Kazakh writes, and none of those that only Uyghur does.
fn is_arabic_kazakh(text: &str) -> bool {
    let (mut all, mut arabic, mut hamza, mut foreign) = (0, 0, 0, 0);
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        all += 1;
        match c {
            'ٴ' => hamza += 1,
            'ې' | 'ۈ' | 'ئ' | 'ھ' => foreign += 1,
            _ => {}
        }
        arabic += i32::from(matches!(c, '\u{0600}'..='\u{06FF}'));
    }
    all > 0 && 10 * arabic >= 9 * all && 200 * hamza >= all && 50 * foreign <= all
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
        assert!(!applies("Қазақстан Республикасының Президенті"));
        assert!(!applies("The president of Kazakhstan said"));
        assert!(!applies("Oʻzbekiston prezidenti qaror qabul qildi"));
        assert!(!applies("رئيس جمهورية كازاخستان"));
        assert!(!applies(""));
    }
}
