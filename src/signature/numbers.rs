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

/// The day that is meant where a month stands before it in Chinese, Japanese
/// or Korean: `gap` stands between the two numbers, `rest` after the second. In
/// the form that [`day_of_year`] reads.
pub(super) fn day_after_month(month: &str, gap: &str, day: &str, rest: &str) -> Option<String> {
    let begins = |rest: &str, signs: &[char]| rest.starts_with(signs);
    let is_month = matches!(gap.trim_end(), "月" | "월");
    let is_day = begins(rest, &['日', '号', '號', '일']);
    let date = format!("0000-{month}-{day}");
    (is_month && is_day && day_of_year(&date).is_some()).then_some(date)
}

/// A number that was written with a unit such as 万 or 億, and as other
/// languages would write it: in thousands, millions or thousands of millions.
pub(super) fn with_scale(number: &str) -> Vec<String> {
    let mut forms = vec![number.to_owned()];
    for (zeros, least) in [(9, 10), (6, 7), (3, 5)] {
        if number.len() < least {
            continue;
        }
        let (whole, rest) = number
            .split_at_checked(number.len() - zeros)
            .unwrap_or((number, ""));
        let decimals = rest.trim_end_matches('0');
        if decimals.len() <= 2 {
            forms.push(if decimals.is_empty() {
                whole.to_owned()
            } else {
                format!("{whole}.{decimals}")
            });
            break;
        }
    }
    forms
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
        assert_eq!(
            day_after_month("2", "月", "12", "日に").as_deref(),
            Some("0000-2-12")
        );
        assert_eq!(day_after_month("2", "月", "12", "人"), None);
        assert_eq!(with_scale("250000000"), ["250000000", "250"]);
        assert_eq!(with_scale("1200000000"), ["1200000000", "1.2"]);
        assert_eq!(with_scale("30000"), ["30000", "30"]);
        assert_eq!(with_scale("523"), ["523"]);
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
