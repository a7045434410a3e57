//! Which characters are the same but for their width? Full-width letters and
//! digits, half-width katakana, characters kept apart for the sake of old
//! encodings: all are brought to their plain form, and every place in the plain
//! text is known in the original.

use unicode_normalization::UnicodeNormalization;

use super::super::plain::Plain;

/// Sound marks that belong to the character before them.
fn is_sound_mark(c: char) -> bool {
    matches!(c, '\u{3099}' | '\u{309A}' | '\u{FF9E}' | '\u{FF9F}')
}

fn has_plain_form(c: char) -> bool {
    matches!(c,
        '\u{3000}' | '\u{3131}'..='\u{318E}' | '\u{3300}'..='\u{33FF}' | '\u{2460}'..='\u{2473}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FFE6}')
        || is_sound_mark(c)
}

/// The plain form of a text; `variant` gives the character that stands for
/// all of its variants.
pub fn plain(text: &str, variant: fn(char) -> char) -> Plain<'_> {
    if !text
        .chars()
        .any(|c| !c.is_ascii() && (has_plain_form(c) || variant(c) != c))
    {
        return Plain::unchanged(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut places = Vec::with_capacity(text.len() / 2);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        places.push((plain.len(), at));
        let mark = chars.next_if(|(_, mark)| is_sound_mark(*mark));
        if mark.is_none() && !has_plain_form(c) {
            plain.push(variant(c));
            continue;
        }
        // A mark of half width composes only in its full width.
        let both = [Some(c), mark.map(|(_, mark)| mark)];
        let composed: String = both.into_iter().flatten().nfkc().collect();
        plain.extend(composed.chars().map(variant));
    }
    Plain::rewritten(plain, places, text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn widths_by_example() {
        for (text, expected) in [
            ("ﾌﾟﾛｼﾞｪｸﾄ", "プロジェクト"),
            ("ＪＩＣＡ　２０２５", "JICA 2025"),
            ("か\u{3099}", "が"),
            ("㌦", "ドル"),
            ("東京", "東京"),
        ] {
            assert_eq!(plain(text, |c| c).text, expected, "{text}");
        }
    }

    #[test]
    fn places_lead_back() {
        let text = "ﾌﾟﾛ ２５";
        let plain = plain(text, |c| c);
        assert_eq!(text.get(plain.original(&(0.."プ".len()))), Some("ﾌﾟ"));
        let digits = plain.text.find("25").unwrap();
        assert_eq!(
            text.get(plain.original(&(digits..digits + 2))),
            Some("２５")
        );
        assert_eq!(plain.original(&(0..plain.text.len())), 0..text.len());
    }

    proptest! {
        #[test]
        fn places_lie_on_boundaries(text in "[ｱ-ﾟａ-ｚが\u{3099}㌔a東 ]{0,12}") {
            let plain = plain(&text, |c| c);
            let mut last = 0;
            for (at, c) in plain.text.char_indices() {
                let range = plain.original(&(at..at + c.len_utf8()));
                prop_assert!(text.get(range.clone()).is_some_and(|part| !part.is_empty()));
                prop_assert!(range.start >= last);
                last = range.start;
            }
        }
    }
}
