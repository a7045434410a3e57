//! Which lines around an article belong to the outlet, not to the report?
//!
//! The rules are the table `boilerplate.tsv`; this file knows how to read and apply
//! one line of it.

use std::sync::LazyLock;

/// What a line of the table recognises.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trace {
    LeadDate,
    Date,
    Source,
    Credit,
    Author,
    More,
    Promo,
    Junk,
    Cut,
    Dash,
    Outlet,
}

/// One line of the table.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) kind: Trace,
    /// How the line begins; for [`Trace::Cut`] and [`Trace::Dash`] the sign, for
    /// [`Trace::Outlet`] the word.
    pub(super) label: &'static str,
    /// Most words that may follow.
    most: usize,
}

/// The table, in its order.
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| rows().filter_map(parse).collect());

fn rows() -> impl Iterator<Item = &'static str> {
    include_str!("boilerplate.tsv")
        .lines()
        .filter(|row| !row.starts_with('#') && !row.is_empty())
}

fn parse(row: &'static str) -> Option<Rule> {
    let mut columns = row.split('\t');
    let kind = match columns.next()? {
        "lead-date" => Trace::LeadDate,
        "date" => Trace::Date,
        "source" => Trace::Source,
        "credit" => Trace::Credit,
        "author" => Trace::Author,
        "more" => Trace::More,
        "promo" => Trace::Promo,
        "junk" => Trace::Junk,
        "cut" => Trace::Cut,
        "dash" => Trace::Dash,
        "outlet" => Trace::Outlet,
        _ => return None,
    };
    let label = columns.next()?;
    let most = match columns.next()? {
        "-" => usize::MAX,
        most => most.parse().ok()?,
    };
    let bare = label == "-" && kind == Trace::Date;
    Some(Rule {
        kind,
        label: if bare { "" } else { label },
        most,
    })
}

/// The rules for one kind of trace.
pub(super) fn of(kind: Trace) -> impl Iterator<Item = &'static Rule> {
    RULES.iter().filter(move |rule| rule.kind == kind)
}

impl Rule {
    /// What follows the label, if `line` begins with it.
    pub(super) fn after_label<'a>(&self, line: &'a str) -> Option<&'a str> {
        let rest = strip_prefix(line.trim_start(), self.label)?;
        let ends = self.label.is_empty()
            || self.label.ends_with([':', '：', '?'])
            || rest.is_empty()
            || rest.starts_with(|c: char| c.is_whitespace() || ":：©(/|".contains(c));
        let separator = |c: char| c.is_whitespace() || ":：©-–—/|".contains(c);
        ends.then(|| rest.trim_start_matches(separator))
    }

    /// What follows the label, if the whole `line` is this rule.
    pub(super) fn whole_line<'a>(&self, line: &'a str) -> Option<&'a str> {
        let rest = self.after_label(line)?;
        self.allows(rest).then_some(rest)
    }

    /// What follows the label, if the whole `line` is this rule, be it a sentence
    /// or not.
    pub(super) fn whole_sentence<'a>(&self, line: &'a str) -> Option<&'a str> {
        let rest = self.after_label(line)?;
        (rest.split_whitespace().count() <= self.most).then_some(rest)
    }

    /// Whether `rest` is short enough and does not end like a sentence.
    pub(super) fn allows(&self, rest: &str) -> bool {
        rest.split_whitespace().count() <= self.most && !ends_sentence(rest)
    }
}

/// `line` without `prefix`, compared without regard to case.
fn strip_prefix<'a>(line: &'a str, prefix: &str) -> Option<&'a str> {
    let mut rest = line.chars();
    for expected in prefix.chars() {
        let actual = rest.next()?;
        if actual != expected && !actual.to_lowercase().eq(expected.to_lowercase()) {
            return None;
        }
    }
    Some(rest.as_str())
}

/// Whether `text` ends with a full stop or the like, quotes and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || "»”\"')]".contains(c))
        .ends_with(['.', '!', '?', '…', '。', '！', '？'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_understood() {
        for row in rows() {
            assert!(parse(row).is_some(), "{row:?}");
        }
    }
}
