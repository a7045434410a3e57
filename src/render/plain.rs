//! How are single articles, tokens, counts and reports written?

use std::io;

use serde::Serialize;

use super::{Format, Printer, sanitise_block, style::dotted};
use crate::{
    language::turkic::Parse,
    record::{ArticleRecord, Stats, TokenRecord},
};

impl Printer {
    /// Writes an article with its text.
    ///
    /// # Errors
    /// What the stream says.
    pub fn article(&mut self, article: &ArticleRecord) -> io::Result<()> {
        let reference = &article.article;
        match self.format {
            Format::Json | Format::Jsonl => return self.record(article),
            Format::Paths => {
                let path = reference.path.as_deref();
                return self.path(path.unwrap_or(reference.id.as_str()));
            }
            Format::Terminal | Format::Tsv | Format::Trec => {}
        }
        let style = self.style;
        if let Some(title) = &reference.title {
            writeln!(self.out, "{}", style.strong(title))?;
        }
        let about = dotted([
            Some(reference.lang.as_str().into()),
            Some(reference.id.as_str().into()),
            reference.date.as_deref().map(Into::into),
            reference.source.as_deref().map(Into::into),
            article.url.as_deref().map(Into::into),
        ]);
        writeln!(self.out, "{}\n", style.faint(&about))?;
        for line in sanitise_block(&article.text).lines() {
            writeln!(
                self.out,
                "{}",
                if line.is_empty() {
                    String::new()
                } else {
                    style.wrapped(line, 0)
                }
            )?;
        }
        Ok(())
    }

    /// Writes the tokens of a text, with offsets, folded form and stem.
    ///
    /// # Errors
    /// What the stream says.
    pub fn tokens(&mut self, tokens: &[TokenRecord]) -> io::Result<()> {
        for token in tokens {
            if matches!(self.format, Format::Json | Format::Jsonl) {
                self.record(token)?;
                continue;
            }
            let numbers = [token.start, token.end, token.position as usize];
            let [start, end, position] = numbers.map(|number| number.to_string());
            let kind = token.kind.name();
            self.row(
                &["start", "end", "position", "kind", "text", "folded", "stem"],
                &[
                    &start,
                    &end,
                    &position,
                    kind,
                    &token.text,
                    &token.folded,
                    &token.stem,
                ],
            )?;
        }
        Ok(())
    }

    /// Writes what is in an index.
    ///
    /// # Errors
    /// What the stream says.
    pub fn stats(&mut self, stats: &Stats) -> io::Result<()> {
        if matches!(self.format, Format::Json | Format::Jsonl) {
            return self.record(stats);
        }
        let mut row = |name: &str, value: String| writeln!(self.out, "{name:<12}{value}");
        row("index", super::sanitise(&stats.index).into_owned())?;
        row("articles", stats.articles.to_string())?;
        row("passages", stats.passages.to_string())?;
        row(
            "stories",
            format!(
                "{} ({} in several languages)",
                stats.stories, stats.cross_language_stories
            ),
        )?;
        let languages = stats
            .languages
            .iter()
            .map(|(lang, count)| Some(format!("{lang} {count}").into()));
        row("languages", dotted(languages))?;
        if let Some((first, last)) = &stats.days {
            row("dates", format!("{first} to {last}"))?;
        }
        row("size", format!("{:.1} MB", stats.bytes as f64 / 1e6))
    }
}

impl Printer {
    /// Writes the figures of an evaluation: as they are, or as a table.
    ///
    /// # Errors
    /// What the stream says.
    pub fn figures<T: Serialize>(&mut self, figures: &T, table: &str) -> io::Result<()> {
        match self.format {
            Format::Json | Format::Jsonl => self.record(figures),
            _ => writeln!(self.out, "{}", table.trim_end()),
        }
    }

    /// Writes the language of a text.
    ///
    /// # Errors
    /// What the stream says.
    pub fn guess(&mut self, guess: &crate::language::detect::Guess) -> io::Result<()> {
        #[derive(Serialize)]
        struct Record {
            lang: &'static str,
            confidence: f32,
        }
        match self.format {
            Format::Json | Format::Jsonl => self.record(&Record {
                lang: guess.lang,
                confidence: guess.confidence,
            }),
            _ => writeln!(self.out, "{}\t{}", guess.lang, guess.confidence),
        }
    }

    /// Writes a form as it was read, byte for byte, and its stem.
    ///
    /// # Errors
    /// What the stream says.
    pub fn form_and_stem(&mut self, form: &[u8], stem: &str) -> io::Result<()> {
        self.out.write_all(form)?;
        writeln!(self.out, "\t{stem}")
    }
}

/// A way to take a word apart.
#[derive(Serialize)]
struct ParseRecord<'p> {
    word: &'p str,
    rank: usize,
    stem: &'p str,
    score: f32,
    slots: &'p [(String, String)],
    features: &'p [(String, f32)],
}

impl Printer {
    /// Writes all ways to take a word apart, the winner first.
    ///
    /// # Errors
    /// What the stream says.
    pub fn parses(&mut self, word: &str, parses: &[Parse]) -> io::Result<()> {
        const FEATURES: usize = 6;
        if matches!(self.format, Format::Json | Format::Jsonl) {
            for (parse, rank) in parses.iter().zip(1..) {
                let Parse {
                    stem,
                    slots,
                    score,
                    features,
                } = parse;
                self.record(&ParseRecord {
                    word,
                    rank,
                    stem,
                    score: *score,
                    slots,
                    features,
                })?;
            }
            return Ok(());
        }
        let style = self.style;
        writeln!(self.out, "{}", style.strong(word))?;
        if parses.is_empty() {
            writeln!(self.out, "  kept as it is")?;
        }
        for (parse, rank) in parses.iter().zip(1..) {
            let slots: Vec<String> = parse
                .slots
                .iter()
                .map(|(slot, form)| {
                    if form.is_empty() {
                        slot.clone()
                    } else {
                        format!("{slot}:{form}")
                    }
                })
                .collect();
            writeln!(
                self.out,
                "{rank:3}. {:<16} {:7.2}  {}",
                parse.stem,
                parse.score,
                slots.join(" + ")
            )?;
            if rank == 1 {
                let mut features: Vec<&(String, f32)> = parse.features.iter().collect();
                features.sort_by(|x, y| y.1.abs().total_cmp(&x.1.abs()));
                let features = features
                    .iter()
                    .take(FEATURES)
                    .map(|(name, weight)| format!("{name} {weight:+.2}"));
                writeln!(
                    self.out,
                    "     {}",
                    style.faint(&features.collect::<Vec<_>>().join(", "))
                )?;
            }
        }
        Ok(())
    }
}
