//! How are pairs of articles written?

use std::io;

use super::{Format, Printer, hits::evidence_in_words, style::dotted};
use crate::{
    link::{Relation, Said},
    record::PairRecord,
};

/// What an editor has done about a pair.
pub(super) fn by_editor(said: Said) -> &'static str {
    match said {
        Said::Together => "put together by an editor",
        Said::Apart => "kept apart by an editor",
    }
}

impl Printer {
    /// Writes a pair.
    ///
    /// # Errors
    /// What the stream says.
    pub fn pair(&mut self, pair: &PairRecord) -> io::Result<()> {
        match self.format {
            Format::Json | Format::Jsonl => self.record(pair),
            Format::Tsv | Format::Trec => self.row(
                &["a", "b", "score", "linked", "evidence"],
                &[
                    pair.a.as_str(),
                    pair.b.as_str(),
                    &format!("{:.4}", pair.score),
                    if pair.linked { "yes" } else { "no" },
                    &evidence_in_words(&pair.evidence),
                ],
            ),
            Format::Paths => {
                let path = pair.other.as_ref().and_then(|other| other.path.as_deref());
                self.path(path.unwrap_or(pair.b.as_str()))
            }
            Format::Terminal => self.pair_in_words(pair),
        }
    }

    fn pair_in_words(&mut self, pair: &PairRecord) -> io::Result<()> {
        let style = self.style;
        let Some(other) = &pair.other else {
            let evidence = style.faint(&evidence_in_words(&pair.evidence));
            let sign = if pair.linked { "=" } else { "?" };
            return writeln!(
                self.out,
                "{:.3} {sign} {} {}  {evidence}",
                pair.score,
                super::sanitise(pair.a.as_str()),
                super::sanitise(pair.b.as_str())
            );
        };
        let name = other.title.as_deref().unwrap_or(other.id.as_str());
        let sign = match (pair.linked, pair.relation) {
            (_, Some(Relation::Reprint)) => "reprint",
            (_, Some(Relation::Update)) => "same story, updated",
            (_, Some(Relation::Series)) => "same series, another story",
            (true, None) => "same story",
            (false, None) => "another story",
        };
        writeln!(
            self.out,
            "{} {}",
            style.lang(&other.lang),
            style.strong(name)
        )?;
        let percent = (pair.score * 1000.0).floor() / 10.0;
        let about = dotted([
            Some(
                if pair.corrected.is_some() {
                    format!("{sign}, {percent:.1} % likely the same by itself")
                } else if pair.linked && pair.score < 0.5 {
                    // Other reports of the story join the two.
                    format!("{sign} by way of others, {percent:.1} % likely by itself")
                } else if pair.linked {
                    format!("{sign}, {percent:.1} % sure")
                } else {
                    format!("{sign}, {percent:.1} % likely the same")
                }
                .into(),
            ),
            other.title.as_ref().map(|_| other.id.as_str().into()),
            other.date.as_deref().map(Into::into),
            other.source.as_deref().map(Into::into),
            pair.corrected.map(|said| by_editor(said).into()),
        ]);
        writeln!(self.out, "   {}", style.faint(&about))?;
        let evidence = evidence_in_words(&pair.evidence);
        if !evidence.is_empty() {
            writeln!(self.out, "{}", style.wrapped(&style.faint(&evidence), 3))?;
        }
        Ok(())
    }
}
