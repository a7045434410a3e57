//! How is the judgement of a pair shown, step by step?

use std::io;

use super::{Format, Printer, pairs::by_editor, style::dotted};
use crate::{
    link::{Evidence, Feature, Rival, Unshared},
    record::ExplainedPair,
};

impl Printer {
    /// Writes the judgement of a pair.
    ///
    /// # Errors
    /// What the stream says.
    pub fn explanation(&mut self, pair: &ExplainedPair) -> io::Result<()> {
        if matches!(self.format, Format::Json | Format::Jsonl) {
            return self.record(pair);
        }
        let style = self.style;
        let judged = &pair.explanation;
        self.pair(&pair.pair())?;
        writeln!(self.out)?;
        self.heading("both have")?;
        for Evidence { kind, a, b, weight } in &judged.evidence {
            let words = if a == b {
                super::sanitise(a).into_owned()
            } else {
                format!("{} = {}", super::sanitise(a), super::sanitise(b))
            };
            writeln!(
                self.out,
                "  {weight:5.1}  {}  {words}",
                style.faint(kind.name())
            )?;
        }
        self.unshared(&format!("only {} has", pair.a), &judged.only_in_a)?;
        self.unshared(&format!("only {} has", pair.b), &judged.only_in_b)?;
        if let Some(said) = judged.corrected {
            self.heading(by_editor(said))?;
        }
        if let Some(share) = judged.reprint {
            self.heading("same language")?;
            return writeln!(
                self.out,
                "  {:.0} % of the shorter text stands in the longer one",
                share * 100.0
            );
        }
        self.heading("the pair by itself")?;
        self.features(&judged.features)?;
        if let Some(days) = judged.days_apart {
            writeln!(
                self.out,
                "  {:+5.2}  {days} days apart",
                judged.date_log_odds
            )?;
        }
        writeln!(self.out, "  probability {:.3}", judged.pair_score)?;
        self.heading("competition")?;
        self.rival(
            &format!("best rival of {}", pair.b),
            judged.rival_of_a.as_ref(),
        )?;
        self.rival(
            &format!("best rival of {}", pair.a),
            judged.rival_of_b.as_ref(),
        )?;
        self.rival("a third language agrees", judged.third.as_ref())?;
        self.features(&judged.competition)?;
        if !judged.candidates {
            writeln!(self.out, "  the two are not among each other's candidates")?;
        }
        self.heading("decision")?;
        if judged.one_unit {
            writeln!(self.out, "  one thing in common makes no story")?;
        }
        let verdict = if judged.linked {
            "same story"
        } else {
            "not linked"
        };
        writeln!(
            self.out,
            "  probability {:.3}, linked from {:.3}: {verdict}",
            judged.score, judged.threshold
        )
    }

    fn heading(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.out, "{}", self.style.strong(text))
    }

    fn unshared(&mut self, heading: &str, unshared: &[Unshared]) -> io::Result<()> {
        const MOST: usize = 12;
        if unshared.is_empty() {
            return Ok(());
        }
        self.heading(heading)?;
        let words = unshared
            .iter()
            .take(MOST)
            .map(|one| Some(super::sanitise(&one.text)));
        let more =
            (unshared.len() > MOST).then(|| format!("{} more", unshared.len() - MOST).into());
        let line = self.style.wrapped(&dotted(words.chain([more])), 2);
        writeln!(self.out, "{line}")
    }

    /// What adds most to the log-odds, either way.
    fn features(&mut self, features: &[Feature]) -> io::Result<()> {
        const MOST: usize = 8;
        for Feature { name, log_odds } in features.iter().take(MOST) {
            writeln!(self.out, "  {log_odds:+5.2}  {}", self.style.faint(name))?;
        }
        Ok(())
    }

    fn rival(&mut self, what: &str, rival: Option<&Rival>) -> io::Result<()> {
        match rival {
            Some(Rival { id, pair_score }) => {
                writeln!(
                    self.out,
                    "  {what}: {} ({pair_score:.3} by itself)",
                    super::sanitise(id)
                )
            }
            None => writeln!(self.out, "  {what}: none"),
        }
    }
}
