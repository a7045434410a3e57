//! What of an id, a path or a title may stand in a line that programs read? Nothing
//! that ends the line or the column, steers a terminal, or is a formula to a
//! spreadsheet.

use std::{borrow::Cow, fmt::Write};

use super::sanitise;

/// A cell of a table. One that a spreadsheet would take for a formula gets an
/// apostrophe before it, as spreadsheets themselves write text; a number stays.
pub(super) fn cell(text: &str) -> Cow<'_, str> {
    let clean = sanitise(text);
    let is_formula = clean
        .trim_start()
        .starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if is_formula && clean.parse::<f64>().is_err() {
        return Cow::Owned(format!("'{clean}"));
    }
    clean
}

/// A column between spaces: white space and what cannot be seen is written in
/// the way of addresses, `%20`; of nothing becomes `-`.
pub(super) fn column(text: &str) -> Cow<'_, str> {
    if text.is_empty() {
        return Cow::Borrowed("-");
    }
    if is_plain(text) && !text.contains(char::is_whitespace) {
        return Cow::Borrowed(text);
    }
    let mut column = String::with_capacity(text.len() + 8);
    for char in text.chars() {
        let one = char.encode_utf8(&mut [0; 4]).to_owned();
        if is_plain(&one) && !char.is_whitespace() {
            column.push(char);
            continue;
        }
        for byte in one.bytes() {
            // Nothing fails to be written into a string.
            let _ = write!(column, "%{byte:02X}");
        }
    }
    Cow::Owned(column)
}

/// A path on a line: one that could not stand there, or would not be seen as it is,
/// is quoted as shells and git do, `"a\nb"`.
pub(super) fn path(text: &str) -> Cow<'_, str> {
    if is_plain(text) {
        return Cow::Borrowed(text);
    }
    let mut quoted = String::from('"');
    for char in text.chars() {
        match char {
            '"' | '\\' => quoted.extend(['\\', char]),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            _ if is_plain(char.encode_utf8(&mut [0; 4])) => quoted.push(char),
            _ => {
                for byte in char.encode_utf8(&mut [0; 4]).bytes() {
                    let _ = write!(quoted, "\\{byte:03o}");
                }
            }
        }
    }
    quoted.push('"');
    Cow::Owned(quoted)
}

/// Is there nothing to take out before a terminal may have it?
fn is_plain(text: &str) -> bool {
    matches!(sanitise(text), Cow::Borrowed(_))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn cells_are_no_formulas() {
        for (text, shown) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            ("+1 2", "'+1 2"),
            ("@a", "'@a"),
            ("  -x", "'  -x"),
            ("\t=1+1", "' =1+1"),
            ("-0.25", "-0.25"),
            ("нефть = газ", "нефть = газ"),
        ] {
            assert_eq!(cell(text), shown);
        }
    }

    #[test]
    fn columns_and_paths_keep_what_is_plain() {
        for (text, in_column, on_line) in [
            ("a/b.txt", "a/b.txt", "a/b.txt"),
            (
                "http://x.kz/%D0%B0?q=1#2",
                "http://x.kz/%D0%B0?q=1#2",
                "http://x.kz/%D0%B0?q=1#2",
            ),
            ("нефть и газ", "нефть%20и%20газ", "нефть и газ"),
            ("a\nb", "a%0Ab", "\"a\\nb\""),
            ("\u{1b}[31m", "%1B[31m", "\"\\033[31m\""),
            ("a\u{202e}b", "a%E2%80%AEb", "\"a\\342\\200\\256b\""),
            ("", "-", ""),
        ] {
            assert_eq!(column(text), in_column);
            assert_eq!(path(text), on_line);
        }
    }

    proptest! {
        #[test]
        fn nothing_forges_a_row(text in "\\PC{0,8}[\u{0}-\u{a0}\u{2028}-\u{202f}]{0,6}\\PC{0,8}") {
            prop_assert!(is_plain(&column(&text)) && !column(&text).contains(char::is_whitespace));
            prop_assert_eq!(path(&text).lines().count(), usize::from(!text.is_empty()));
            prop_assert!(is_plain(&path(&text)));
            prop_assert!(!cell(&text).contains(['\t', '\n']));
        }
    }
}
