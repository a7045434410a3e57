//! Which number do these characters write? 三千万, 二〇二五, 1億2000万, 2.5万.

/// A number at the beginning of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Numeral {
    /// How many bytes it takes.
    pub length: usize,
    /// Its value in digits.
    pub value: String,
    /// How many bytes of digits it begins with.
    pub digits: usize,
    /// Whether it has a unit, as 十五 and 五百万 have.
    pub has_unit: bool,
}

impl Numeral {
    /// Whether it is a number wherever it stands: one with a unit, or the four digits
    /// of a year. (五四 in 五四运动 is the name of a day.)
    pub fn is_plain(&self) -> bool {
        self.has_unit || self.value.len() == 4
    }
}

fn digit(c: char) -> Option<u128> {
    Some(match c {
        '〇' | '零' => 0,
        '一' | '壱' => 1,
        '二' | '弐' | '两' | '兩' => 2,
        '三' | '参' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

fn small_unit(c: char) -> Option<u128> {
    Some(match c {
        '十' => 10,
        '百' => 100,
        '千' => 1000,
        _ => return None,
    })
}

fn large_unit(c: char) -> Option<u128> {
    Some(match c {
        '万' | '萬' | '만' => 10_000,
        '億' | '亿' | '억' => 100_000_000,
        '兆' | '조' => 1_000_000_000_000,
        _ => return None,
    })
}

/// Digits before a unit, with how many of them stand behind the point.
#[derive(Clone, Copy)]
struct Digits {
    value: u128,
    decimals: u32,
}

/// The number that a text begins with, if a unit or a digit of Chinese writing
/// is in it. One character alone is a word like any other (一 in 一部).
pub fn numeral(text: &str) -> Option<Numeral> {
    const MOST_DIGITS: usize = 15;
    let mut total: u128 = 0;
    let mut section: u128 = 0;
    let mut pending: Option<Digits> = None;
    let mut rest = text;
    let mut characters = 0;
    let mut written = false;
    let mut has_unit = false;
    let mut leading = 0;
    while let Some(c) = rest.chars().next() {
        let mut length = c.len_utf8();
        if c.is_ascii_digit() {
            if pending.is_some() {
                break;
            }
            let (digits, taken) = ascii_digits(rest)?;
            if taken > MOST_DIGITS {
                return None;
            }
            pending = Some(digits);
            length = taken;
            if characters == 0 {
                leading = taken;
            }
        } else if let Some(first) = digit(c) {
            if pending.is_some() {
                break;
            }
            let (mut value, mut taken, mut count) = (first, length, 1);
            for (c, next) in rest.chars().skip(1).map_while(|c| Some((c, digit(c)?))) {
                value = value * 10 + next;
                taken += c.len_utf8();
                count += 1;
                if count > MOST_DIGITS {
                    return None;
                }
            }
            characters += count - 1;
            pending = Some(Digits { value, decimals: 0 });
            length = taken;
            written = true;
        } else if let Some(unit) = small_unit(c) {
            let digits = pending.take().unwrap_or(Digits {
                value: 1,
                decimals: 0,
            });
            section += digits.value * unit / 10_u128.pow(digits.decimals);
            written = true;
            has_unit = true;
        } else if let Some(unit) = large_unit(c) {
            let before = pending.take();
            if before.is_none() && section == 0 {
                break;
            }
            let digits = before.unwrap_or(Digits {
                value: 0,
                decimals: 0,
            });
            total += section * unit + digits.value * unit / 10_u128.pow(digits.decimals);
            section = 0;
            written = true;
            has_unit = true;
        } else {
            break;
        }
        characters += 1;
        rest = rest.get(length..).unwrap_or_default();
    }
    let last = pending.map_or(Some(0), |digits| {
        (digits.decimals == 0).then_some(digits.value)
    });
    let value = total + section + last?;
    (written && characters > 1).then(|| Numeral {
        length: text.len() - rest.len(),
        value: value.to_string(),
        digits: leading,
        has_unit,
    })
}

/// Digits with separators between them: `2,000`, `1.5`.
fn ascii_digits(text: &str) -> Option<(Digits, usize)> {
    let is_part = |&(at, c): &(usize, char)| {
        let next = || text.get(at + 1..)?.chars().next();
        c.is_ascii_digit() || (matches!(c, ',' | '.') && next().is_some_and(|c| c.is_ascii_digit()))
    };
    let taken = text.char_indices().take_while(is_part).count();
    let written: String = text.get(..taken)?.chars().filter(|c| *c != ',').collect();
    let (whole, decimals) = written.split_once('.').unwrap_or((&written, ""));
    let value = format!("{whole}{decimals}").parse().ok()?;
    let decimals = u32::try_from(decimals.len()).ok().filter(|n| *n <= 8)?;
    Some((Digits { value, decimals }, taken))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_by_example() {
        for (text, value, rest) in [
            ("三千万円", "30000000", "円"),
            ("二〇二五年", "2025", "年"),
            ("1億2000万人", "120000000", "人"),
            ("1億2,000万", "120000000", ""),
            ("2.5万", "25000", ""),
            ("十五", "15", ""),
            ("一百零五", "105", ""),
            ("两千三百", "2300", ""),
            ("3千万", "30000000", ""),
            ("百二十", "120", ""),
            ("五十二万三千", "523000", ""),
            ("1.5亿美元", "150000000", "美元"),
            ("30만명", "300000", "명"),
        ] {
            let found = numeral(text).unwrap();
            assert_eq!(
                (found.value.as_str(), text.get(found.length..).unwrap()),
                (value, rest),
                "{text}"
            );
        }
        let endless = "九".repeat(60);
        for text in [
            "一部", "万一", "2025年", "十", "千葉", "円", "", "1.5", "1.5人", &endless,
        ] {
            assert_eq!(numeral(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "[0-9.,〇一二三十百千万億兆円]{0,40}") {
            if let Some(found) = numeral(&text) {
                prop_assert!(text.is_char_boundary(found.length) && found.digits <= found.length);
            }
        }
    }
}
