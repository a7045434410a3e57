//! Which character stands for its variants? A table by number: every
//! character of a text is looked up.

const FIRST: usize = 0x3400;
const LAST: usize = 0x9FFF;

/// Chinese characters and what stands for them.
pub struct Variants(Box<[char]>);

impl Variants {
    /// Reads a list: two characters a line with a tab between, the variant
    /// first; lines that begin with `#` are comments.
    pub fn read(list: &str) -> Self {
        let mut table: Vec<char> = ('\u{3400}'..='\u{9FFF}').collect();
        for line in list.lines() {
            if let Some((variant, usual)) = line.split_once('\t')
                && let (Some(variant), Some(usual)) = (variant.chars().next(), usual.chars().next())
                && let Some(cell) = (variant as usize)
                    .checked_sub(FIRST)
                    .and_then(|at| table.get_mut(at))
            {
                *cell = usual;
            }
        }
        Self(table.into())
    }

    /// The character that stands for this one.
    pub fn usual(&self, c: char) -> char {
        let number = c as usize;
        if !(FIRST..=LAST).contains(&number) {
            return c;
        }
        self.0.get(number - FIRST).copied().unwrap_or(c)
    }
}
