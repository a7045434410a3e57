//! Is this word a company's legal form rather than a part of its name?

use std::{collections::HashSet, sync::LazyLock};

static FORMS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    include_str!("legal_forms.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Whether a folded word, written with a capital letter, is one.
pub(super) fn is_legal_form(folded: &str) -> bool {
    FORMS.contains(folded)
}
