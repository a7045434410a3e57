//! Where does the report begin and end, and what do the lines around it say?

use std::collections::VecDeque;

use super::{
    ago,
    boilerplate::{self, Trace, ends_sentence},
    date::{self, Convention},
    outlet::{self, same_words, source_line},
};
use crate::article::Date;

/// What the source says about a text beside it: fields of a record.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Declared<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) source: Option<&'a str>,
}

/// A text without the boilerplate of its outlet, and what they said.
#[derive(Debug, Default)]
pub(super) struct Cleaned {
    pub(super) title: Option<String>,
    pub(super) date: Option<Date>,
    pub(super) source: Option<String>,
    pub(super) url: Option<String>,
    /// The body; empty if nothing is left.
    pub(super) body: String,
}

/// Reads out the boilerplate that is known by `boilerplate.tsv`.
///
/// Dates, sources and junk are taken from the lines above and below the body
/// only, credits from anywhere. A date above wins over one below, unless the
/// one below is the same day with a time. A declared title is kept (without
/// its outlet) and its repetitions are taken out; otherwise the first line is
/// the title if it is repeated, names an outlet, or looks like a headline (see
/// [`Page::is_headline`]). A text that would be left empty keeps its title line.
pub(super) fn clean(text: &str, declared: Declared<'_>, how: Convention<'_>) -> Cleaned {
    let unix;
    let text = if text.contains('\r') {
        unix = text.replace("\r\n", "\n").replace('\r', "\n");
        &unix
    } else {
        text
    };
    let mut page = Page::new(text, how);
    page.read_lead_date();
    page.read_edges();
    let title = match declared.title.map(str::trim) {
        Some(title) if !title.is_empty() => {
            Some(page.split_declared(title, declared.source).to_owned())
        }
        _ => page.take_title(),
    };
    if let Some(title) = &title {
        page.drop_repeats(title);
    }
    page.drop_credits();
    page.drop_others();
    page.read_dateline();
    Cleaned {
        title: title.map(|title| one_line(&title)),
        date: page.date(),
        source: page.source.or(page.outlet),
        url: page.url,
        body: body(&page.lines),
    }
}

/// A text on its way to being clean.
struct Page<'a> {
    /// The lines that are left, without blanks at their ends; neither the
    /// first nor the last is empty.
    lines: VecDeque<&'a str>,
    how: Convention<'a>,
    lead: Option<Date>,
    stamp: Option<Date>,
    source: Option<String>,
    outlet: Option<String>,
    url: Option<String>,
}

impl<'a> Page<'a> {
    fn new(text: &'a str, how: Convention<'a>) -> Self {
        let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let mut page = Self {
            lines: text.split('\n').map(str::trim_end).collect(),
            how,
            lead: None,
            stamp: None,
            source: None,
            outlet: None,
            url: None,
        };
        page.trim();
        page
    }

    /// Takes empty lines off both ends.
    fn trim(&mut self) {
        while self.lines.front().is_some_and(|line| line.is_empty()) {
            self.lines.pop_front();
        }
        while self.lines.back().is_some_and(|line| line.is_empty()) {
            self.lines.pop_back();
        }
    }

    /// Reads `date 2025-11-13` off the beginning of the first line.
    fn read_lead_date(&mut self) {
        let Some(first) = self.lines.front().copied() else {
            return;
        };
        let found = boilerplate::of(Trace::LeadDate)
            .filter_map(|rule| rule.after_label(first))
            .find_map(|rest| leading_date(rest, self.how));
        if let (Some((date, prose)), Some(first)) = (found, self.lines.front_mut()) {
            self.lead = Some(date);
            *first = prose;
            self.trim();
        }
    }

    /// Reads lines of boilerplate off both ends.
    fn read_edges(&mut self) {
        while self.lines.front().is_some_and(|line| !line.is_empty()) {
            if !self.read_head() {
                break;
            }
        }
        while let Some(line) = self.lines.back().copied() {
            let alone = self.lines.len() == 1;
            let junk = boilerplate::of(Trace::Junk).any(|rule| rule.whole_line(line).is_some())
                || !alone
                    && boilerplate::of(Trace::Promo)
                        .any(|rule| rule.whole_sentence(line).is_some());
            if let Some(date) = own_line_date(line, self.how) {
                self.stamp.get_or_insert(date);
            } else if !junk && !self.read_source(line) && !is_credit(line) && !is_author(line) {
                break;
            }
            self.lines.pop_back();
            self.trim();
        }
    }

    /// Reads one line of boilerplate off the top, if there is one.
    fn read_head(&mut self) -> bool {
        let Some(line) = self.lines.front().copied() else {
            return false;
        };
        if let Some(date) = own_line_date(line, self.how) {
            self.lead.get_or_insert(date);
        } else if !self.read_source(line) && !is_credit(line) && !is_author(line) {
            return false;
        }
        self.lines.pop_front();
        self.trim();
        true
    }

    /// Takes in a line that names the source; false if it does not.
    fn read_source(&mut self, line: &str) -> bool {
        let Some(name) = source_line(line) else {
            return false;
        };
        if let Some(host) = outlet::host(name) {
            self.url.get_or_insert_with(|| name.to_owned());
            self.source.get_or_insert_with(|| host.to_owned());
        } else {
            self.source.get_or_insert_with(|| name.to_owned());
        }
        true
    }

    /// The declared title without its outlet.
    fn split_declared<'t>(&mut self, title: &'t str, source: Option<&str>) -> &'t str {
        let first = self.lines.front().copied();
        let (headline, outlet) = outlet::split(title, first, &[source, self.source.as_deref()]);
        self.outlet = outlet.map(str::to_owned);
        headline
    }

    /// Takes the title line off the top, if the text begins with one.
    fn take_title(&mut self) -> Option<String> {
        let first = self.lines.front().copied()?;
        let next = self.below_title().next()?;
        let (headline, outlet) = outlet::split(first, Some(next), &[self.source.as_deref()]);
        if outlet.is_none() && !same_words(headline, next) && !self.is_headline(first, next) {
            return None;
        }
        self.outlet = outlet.map(str::to_owned);
        self.lines.pop_front();
        self.trim();
        Some(headline.trim().to_owned())
    }

    /// The lines below the first, without the stamps, sources and credits that
    /// may stand between title and body.
    fn below_title(&self) -> impl Iterator<Item = &'a str> {
        let lines = self.lines.iter().skip(1).copied();
        lines.skip_while(|line| line.is_empty() || self.is_boilerplate(line))
    }

    /// Whether a first line that nothing else tells about is a headline: short,
    /// without a full stop, and followed by prose. Not a headline is the
    /// first line of hard-wrapped prose.
    fn is_headline(&self, first: &str, next: &str) -> bool {
        const MOST_CHARS: usize = 200;
        // Signs of Chinese and Japanese say more than letters, without blanks.
        const MOST_SIGNS: usize = 60;
        const FEWEST_SIGNS: usize = 6;
        let length = first.chars().count();
        let signs = first.chars().filter(|c| *c >= '\u{2e80}').count();
        let words = match signs >= FEWEST_SIGNS {
            true => signs,
            false => first.split_whitespace().count(),
        };
        let begins = first.starts_with(|c: char| c.is_alphanumeric() || "«\"“„'‘(".contains(c));
        let goes_on = first
            .trim_end_matches(['»', '”', '"', '\'', ')'])
            .ends_with(['.', ':', ';', ',', '…', '。', '：', '；', '，', '、']);
        let long = length > MOST_CHARS || signs > MOST_SIGNS;
        if long || words < 2 || !begins || goes_on {
            return false;
        }
        if next.starts_with(char::is_lowercase) {
            return false;
        }
        if self.lines.get(1) == Some(&next) {
            // Wrapped lines are about equally long.
            next.chars().count() * 2 > length * 3
        } else {
            self.below_title().any(ends_sentence)
        }
    }

    /// Takes repetitions of the title off the top, and lines of boilerplate among
    /// them. The last line of a text stays.
    fn drop_repeats(&mut self, title: &str) {
        while self.lines.len() > 1 {
            let Some(first) = self.lines.front().copied() else {
                return;
            };
            let (headline, outlet) = if same_words(first, title) {
                (first, None)
            } else {
                outlet::split(first, Some(title), &[self.source.as_deref()])
            };
            if same_words(headline, title) {
                self.outlet = self.outlet.take().or(outlet.map(str::to_owned));
                self.lines.pop_front();
                self.trim();
            } else if !self.read_head() {
                return;
            }
        }
    }

    /// Takes out lines that are only credits.
    fn drop_credits(&mut self) {
        self.lines.retain(|line| !is_credit(line));
        self.trim();
    }

    /// Takes out the headlines of other articles: lines that say so, and the
    /// headlines below a line that says only that. Prose stays.
    fn drop_others(&mut self) {
        const MOST_WORDS: usize = 25;
        let mut below = false;
        let mut left = VecDeque::with_capacity(self.lines.len());
        for line in self.lines.iter().copied() {
            let told = boilerplate::of(Trace::More).find_map(|rule| rule.whole_sentence(line));
            let headline = below
                && !line.is_empty()
                && !ends_sentence(line)
                && line.split_whitespace().count() <= MOST_WORDS;
            match told {
                Some(rest) => below = rest.is_empty(),
                None if headline || below && line.is_empty() => {}
                None => {
                    below = false;
                    left.push_back(line);
                }
            }
        }
        if left.iter().any(|line| !line.is_empty()) {
            self.lines = left;
            self.trim();
        }
    }

    /// Reads the date of `АСТАНА, 12 февраля 2026 — …`, which stays where it is.
    fn read_dateline(&mut self) {
        const MOST_BYTES: usize = 120;
        let Some(first) = self.lines.front().copied() else {
            return;
        };
        let found = [" — ", " – ", " - "].iter().find_map(|dash| {
            let (head, rest) = first.split_once(dash)?;
            let (place, date) = head.split_once([',', '('])?;
            let date = date.trim_end_matches(')');
            let date = date::written(date, self.how).or_else(|| ago::dateline(date, self.how))?;
            let named = place.starts_with(char::is_uppercase);
            (named && head.len() <= MOST_BYTES).then_some((date, rest))
        });
        if let Some((date, rest)) = found {
            self.lead.get_or_insert(date);
            let agency = rest.split_once(". ").map(|(agency, _)| agency.trim());
            let agency = agency.filter(|agency| outlet::is_agency(agency));
            self.outlet = self.outlet.take().or(agency.map(str::to_owned));
        }
    }

    /// Whether a line of its own is a stamp, a source or a credit.
    fn is_boilerplate(&self, line: &str) -> bool {
        own_line_date(line, self.how).is_some()
            || source_line(line).is_some()
            || is_credit(line)
            || is_author(line)
    }

    /// The date by its best witness.
    fn date(&self) -> Option<Date> {
        match (self.lead, self.stamp) {
            (Some(Date::Day(day)), Some(stamp @ Date::Moment(..))) if stamp.day() == day => {
                Some(stamp)
            }
            (lead, stamp) => lead.or(stamp),
        }
    }
}

/// The date at the beginning of `text` (`2025-11-13`, with a time after it, or
/// `13 ноября 2025`), and the prose after it.
fn leading_date<'a>(text: &'a str, how: Convention<'_>) -> Option<(Date, &'a str)> {
    let after_word = |count: usize| {
        let spaces = text.char_indices().filter(|(_, c)| c.is_whitespace());
        let end = spaces.map(|(at, _)| at).nth(count - 1);
        text.split_at_checked(end.unwrap_or(text.len()))
    };
    // With a time, alone, and with a month name. What only may stand in a
    // date, such as the word `в`, belongs to the prose here.
    [2, 1, 3]
        .into_iter()
        .filter_map(after_word)
        .find_map(|(date, prose)| {
            let last = date.split_whitespace().next_back()?;
            let ends_in_number = last.starts_with(|c: char| c.is_ascii_digit());
            let date = ends_in_number.then(|| date::written(date, how))??;
            Some((date, prose.trim_start()))
        })
}

/// The date of a line that holds nothing else.
pub(super) fn own_line_date(line: &str, how: Convention<'_>) -> Option<Date> {
    const MOST_BYTES: usize = 100;
    if line.len() > MOST_BYTES {
        return None;
    }
    let alone = |line: &str| {
        boilerplate::of(Trace::Date)
            .filter_map(|rule| rule.after_label(line))
            .find_map(|rest| date::written(rest, how).or_else(|| ago::line(rest, how)))
    };
    alone(line).or_else(|| {
        // A rubric or the number of readers may stand beside it.
        const MOST_WORDS: usize = 4;
        let mut parts = line.split(['|', '•', '·']).map(str::trim);
        let date = parts.next().and_then(alone)?;
        let short = |part: &str| part.split_whitespace().count() <= MOST_WORDS;
        parts
            .all(|part| short(part) && !ends_sentence(part))
            .then_some(date)
    })
}

/// Whether a line only says who wrote the text.
fn is_author(line: &str) -> bool {
    let bare = line.trim().trim_matches(['(', ')', '（', '）', '[', ']']);
    boilerplate::of(Trace::Author).any(|rule| rule.whole_line(bare).is_some())
}

/// Whether a line only says who took a picture.
fn is_credit(line: &str) -> bool {
    boilerplate::of(Trace::Credit).any(|rule| rule.whole_line(line).is_some())
}

/// A title on one line, with single spaces.
fn one_line(title: &str) -> String {
    title.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The lines as one text, with at most one empty line in a row. What is nothing
/// but damaged characters is nothing.
fn body(lines: &VecDeque<&str>) -> String {
    let damaged = |c: char| c == '\u{fffd}' || c.is_whitespace();
    if lines.iter().all(|line| line.chars().all(damaged)) {
        return String::new();
    }
    let mut body = String::with_capacity(lines.iter().map(|line| line.len() + 1).sum());
    let mut blank = false;
    for line in lines {
        if line.is_empty() {
            blank = true;
            continue;
        }
        let line = if body.is_empty() {
            line.trim_start()
        } else {
            body.push_str(if blank { "\n\n" } else { "\n" });
            line
        };
        blank = false;
        body.push_str(line);
    }
    body
}
