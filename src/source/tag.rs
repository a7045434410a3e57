//! Which language does a declared tag mean?

/// The tag is none.
#[derive(Debug)]
pub(super) struct Unknown;

/// Longer and mistaken codes of languages of the region, and their own.
const ALIASES: &[(&str, &str)] = &[
    ("kaz", "kk"),
    // The country's code, often used for the language's; no ISO 639-1 code.
    ("kz", "kk"),
    ("kir", "ky"),
    ("rus", "ru"),
    ("eng", "en"),
    ("uzb", "uz"),
    ("uzn", "uz"),
    ("tat", "tt"),
    ("tuk", "tk"),
    ("tgk", "tg"),
    ("tur", "tr"),
    ("aze", "az"),
    ("ukr", "uk"),
    // Both written forms of Norwegian.
    ("nb", "no"),
    ("nn", "no"),
    ("nor", "no"),
    ("nob", "no"),
    ("nno", "no"),
    ("ara", "ar"),
    ("bel", "be"),
    ("dan", "da"),
    ("ell", "el"),
    ("gre", "el"),
    ("fin", "fi"),
    ("hun", "hu"),
    ("ita", "it"),
    ("nld", "nl"),
    ("dut", "nl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rum", "ro"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("zho", "zh"),
    ("chi", "zh"),
    ("jpn", "ja"),
    ("kor", "ko"),
    ("deu", "de"),
    ("ger", "de"),
    ("fra", "fr"),
    ("fre", "fr"),
    ("spa", "es"),
];

/// The primary subtag in lower case, with two letters where we know them:
/// `kk-KZ`, `KK` and `kaz` are `kk`. `None` if the tag says nothing.
///
/// # Errors
/// [`Unknown`] if it has not the form of a language tag.
pub(super) fn primary(tag: &str) -> Result<Option<String>, Unknown> {
    let tag = tag.trim();
    if tag.is_empty() {
        return Ok(None);
    }
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    let primary = primary.to_ascii_lowercase();
    if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_lowercase()) {
        return Err(Unknown);
    }
    if matches!(primary.as_str(), "und" | "mul" | "zxx" | "mis") {
        return Ok(None);
    }
    let known = ALIASES.iter().find(|(alias, _)| *alias == primary);
    Ok(Some(
        known.map_or(primary.clone(), |(_, code)| (*code).to_owned()),
    ))
}
