//! What is known of a dump while its records are handed out?

use std::collections::VecDeque;

use super::{
    FieldMap, ReadOptions,
    dump::{Dump, Entry},
    markup::{Markup, Survey},
    record,
    unopened::Origin,
};

/// A dump being read.
pub(super) struct Opened {
    pub(super) dump: Box<dyn Dump>,
    pub(super) from: Origin,
    /// Records that were looked at and are not handed out yet.
    ahead: VecDeque<Entry>,
    /// What is done about markup, once that is decided.
    markup: Option<Markup>,
    /// Whether it held anything.
    pub(super) something: bool,
}

impl Opened {
    pub(super) fn new(dump: Box<dyn Dump>, from: Origin) -> Self {
        Self {
            dump,
            from,
            ahead: VecDeque::new(),
            markup: None,
            something: false,
        }
    }

    /// The next record. The first ones are looked at together before.
    pub(super) fn next(&mut self, options: &ReadOptions) -> Option<(Entry, Markup)> {
        const RECORDS: usize = 64;
        const BYTES: usize = 1 << 20;
        let markup = match self.markup {
            Some(markup) => markup,
            None => {
                let mut bytes = 0;
                while self.ahead.len() < RECORDS && bytes < BYTES {
                    let Some(entry) = self.dump.next() else {
                        break;
                    };
                    bytes += entry.bytes;
                    self.ahead.push_back(entry);
                }
                let mut survey = Survey::default();
                let own = FieldMap::default();
                for entry in &self.ahead {
                    let fields = if entry.ours.is_some() {
                        &own
                    } else {
                        &options.fields
                    };
                    if let Ok(record) = &entry.record {
                        record::survey(record, fields, &mut survey);
                    }
                }
                *self.markup.insert(survey.verdict())
            }
        };
        let entry = self.ahead.pop_front().or_else(|| self.dump.next())?;
        let markup = match (options.plain, entry.ours) {
            (true, _) => Markup::Leave,
            (false, Some(markup)) => markup,
            (false, None) => markup,
        };
        Some((entry, markup))
    }
}
