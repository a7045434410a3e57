//! Which languages are there? A line for each; all that is known of one stands
//! in its folder.

use super::profile::{Language, UNDETERMINED};

/// Every language with a folder of its own.
pub static ALL: &[&Language] = &[
    &super::kk::KAZAKH,
    &super::ky::KYRGYZ,
    &super::ru::RUSSIAN,
    &super::en::ENGLISH,
    &super::uz::UZBEK,
    &super::tt::TATAR,
    &super::tr::TURKISH,
    &super::az::AZERBAIJANI,
    &super::uk::UKRAINIAN,
    &super::be::BELARUSIAN,
    &super::de::GERMAN,
    &super::fr::FRENCH,
    &super::es::SPANISH,
    &super::ar::ARABIC,
    &super::it::ITALIAN,
    &super::pt::PORTUGUESE,
    &super::ro::ROMANIAN,
    &super::nl::DUTCH,
    &super::da::DANISH,
    &super::no::NORWEGIAN,
    &super::sv::SWEDISH,
    &super::fi::FINNISH,
    &super::hu::HUNGARIAN,
    &super::el::GREEK,
    &super::ta::TAMIL,
    &super::ja::JAPANESE,
    &super::zh::CHINESE,
    &super::ko::KOREAN,
    &super::th::THAI,
];

/// The language with this code or longer tag (`kk`, `kk-KZ`), if it is in [`ALL`].
pub fn get(tag: &str) -> Option<&'static Language> {
    let primary = tag.split(['-', '_']).next().unwrap_or(tag);
    ALL.iter()
        .find(|language| language.code.eq_ignore_ascii_case(primary))
        .copied()
}

/// The language with this tag, or [`UNDETERMINED`].
pub fn get_or_undetermined(tag: &str) -> &'static Language {
    get(tag).unwrap_or(&UNDETERMINED)
}
