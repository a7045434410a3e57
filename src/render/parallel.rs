//! How are two versions of a story shown side by side?

use std::io;

use serde::Serialize;

use super::{Format, Printer};
use crate::{
    article::Article,
    link::Alignment,
    search::{ArticleRef, PassageView},
};

/// Two versions, passage by passage.
#[derive(Debug, Clone, Serialize)]
pub struct Parallel {
    /// One version.
    pub a: ArticleRef,
    /// The other.
    pub b: ArticleRef,
    /// The passages of `a` with their counterparts, then those of `b` that
    /// have none.
    pub rows: Vec<Row>,
}

/// A passage and its counterpart; either may be missing: what one outlet left
/// out is a finding.
#[derive(Debug, Clone, Serialize)]
pub struct Row {
    /// The passage of the first version.
    pub a: Option<PassageView>,
    /// The passage of the second.
    pub b: Option<PassageView>,
    /// Evidence that they correspond, in nats.
    pub weight: f32,
}

impl Parallel {
    /// Lays two versions side by side.
    pub fn new(a: &Article, b: &Article, alignment: &Alignment) -> Self {
        let view = |article: &Article, range| PassageView::new(article, range, &Default::default());
        let mut met = Vec::new();
        let mut rows: Vec<Row> = alignment
            .pairs()
            .map(|(ours, theirs)| {
                met.extend(theirs.iter().map(|(range, _)| range.start));
                let weight = theirs.as_ref().map_or(0.0, |(_, weight)| *weight);
                Row {
                    a: Some(view(a, ours)),
                    b: theirs.map(|(range, _)| view(b, range)),
                    weight,
                }
            })
            .collect();
        let lone = crate::analysis::passages_of(b)
            .into_iter()
            .map(|(passage, _)| passage)
            .filter(|passage| !met.contains(&passage.range.start));
        rows.extend(lone.map(|passage| Row {
            a: None,
            b: Some(view(b, passage.range)),
            weight: 0.0,
        }));
        Self {
            a: ArticleRef::from(a),
            b: ArticleRef::from(b),
            rows,
        }
    }
}

impl Printer {
    /// Writes two versions side by side.
    ///
    /// # Errors
    /// What the stream says.
    pub fn parallel(&mut self, parallel: &Parallel) -> io::Result<()> {
        if matches!(self.format, Format::Json | Format::Jsonl) {
            return self.record(parallel);
        }
        let style = self.style;
        let name =
            |article: &ArticleRef| article.title.clone().unwrap_or_else(|| article.id.clone());
        let (a, b) = (&parallel.a, &parallel.b);
        writeln!(
            self.out,
            "{} {}",
            style.lang(&a.lang),
            style.strong(&name(a))
        )?;
        writeln!(
            self.out,
            "{} {}\n",
            style.lang(&b.lang),
            style.strong(&name(b))
        )?;
        for row in &parallel.rows {
            for (lang, passage) in [(&a.lang, &row.a), (&b.lang, &row.b)] {
                let text = match passage {
                    Some(passage) => super::sanitise(&passage.text).into_owned(),
                    None => style.faint("(left out)"),
                };
                let text = style.wrapped(&text, 3);
                writeln!(self.out, "{} {}", style.lang(lang), text.trim_start())?;
            }
            writeln!(self.out)?;
        }
        Ok(())
    }
}
