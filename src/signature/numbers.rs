//! Which numbers and dates do these digits stand for?

/// The day of the year that three groups of digits mean: `2026-02-12`,
/// `12.02.2026` or `12/02/2026` give `02-12`. Two-digit years are not read.
pub(super) fn day_of_year(digits: &str) -> Option<String> {
    let groups: Vec<&str> = digits.split(['-', '.', '/']).collect();
    let [first, month, last] = groups.as_slice() else {
        return None;
    };
    let day = match (first.len(), last.len()) {
        (4, 1..=2) => last,
        (1..=2, 4) => first,
        _ => return None,
    };
    day_and_month(day, month.parse().ok()?)
}

/// `02-12` for the day `12` of month 2; `None` where the calendar has no such day.
pub(super) fn day_and_month(day: &str, month: u8) -> Option<String> {
    let day: u8 = day.parse().ok()?;
    ((1..=31).contains(&day) && (1..=12).contains(&month)).then(|| format!("{month:02}-{day:02}"))
}

/// The number at the front of a word such as `90s`, `1st`, `2030ж`: digits
/// followed by at most three letters.
pub(super) fn leading_number(word: &str) -> Option<&str> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = word.split_at_checked(digits)?;
    let letters = rest.chars().count();
    (!number.is_empty() && (1..=3).contains(&letters) && rest.chars().all(char::is_alphabetic))
        .then_some(number)
}

/// Drops what different spellings of one number differ in: leading zeros,
/// and zeros after the decimal point.
pub(super) fn normal(number: &str) -> String {
    let mut number = number.trim_start_matches('0');
    if number.contains('.') {
        number = number.trim_end_matches('0').trim_end_matches('.');
    }
    if number.is_empty() || number.starts_with('.') {
        format!("0{number}")
    } else {
        number.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn by_example() {
        assert_eq!(day_of_year("2026-02-12").as_deref(), Some("02-12"));
        assert_eq!(day_of_year("12.02.2026").as_deref(), Some("02-12"));
        assert_eq!(day_of_year("1.087"), None);
        assert_eq!(day_of_year("12.13.2026"), None);
        assert_eq!(leading_number("90s"), Some("90"));
        assert_eq!(leading_number("covid19"), None);
        assert_eq!(leading_number("2030жылға"), None);
        assert_eq!(normal("007"), "7");
        assert_eq!(normal("20.40"), "20.4");
        assert_eq!(normal("0.5"), "0.5");
        assert_eq!(normal("0"), "0");
        assert_eq!(normal("100"), "100");
    }
}
