//! What is said beside the results of a search: which words no article has,
//! and what could be meant instead. On standard error: a suggestion is no hit.

use super::failure::{Failure, say_clean};
use crate::engine::{self, Engine, SearchOptions, Unmatched};

/// Says what of a query found nothing, if anything did.
pub(super) fn tell(
    engine: &Engine,
    query: &str,
    options: &SearchOptions,
    found: bool,
) -> Result<(), Failure> {
    let (unmatched, absent) = engine.advice(query, options, found)?;
    if !found && unmatched.is_empty() {
        say_clean("nothing found");
    }
    for word in &unmatched {
        say_clean(&line(word));
    }
    if let Some(absent) = absent {
        say_clean(&absent.to_string());
    }
    Ok(())
}

fn line(Unmatched { word, suggestions }: &Unmatched) -> String {
    let words: Vec<&str> = suggestions.iter().map(|one| one.text.as_str()).collect();
    match words.as_slice() {
        [] => format!("nothing found for: {word}"),
        _ => format!(
            "nothing found for: {word}; did you mean: {}?",
            words.join(", ")
        ),
    }
}

/// What to say of a value that is no date.
pub(super) fn no_date(text: &str) -> String {
    let how = "write 2025, 2025-01 or 2025-01-31";
    match in_our_order(text) {
        Some(date) => format!("not a date as we write it; did you mean {date}? {how}"),
        None => format!("not a date; {how}"),
    }
}

/// The date, if it is only written in another order or with other signs:
/// `31.01.2025`, `2025/01/31`, `01.2025`.
fn in_our_order(text: &str) -> Option<String> {
    let mut parts: Vec<&str> = text.trim().split(['.', '/', '-', ' ']).collect();
    let year = |part: &&str| part.len() == 4;
    if parts.last().is_some_and(year) && !parts.first().is_some_and(year) {
        // 02/03/2025 is a day in February here and in March there.
        if text.contains('/') && parts.len() > 2 {
            return None;
        }
        parts.reverse();
    }
    let date = parts.join("-");
    engine::first_day(&date).ok().map(|_| date)
}
