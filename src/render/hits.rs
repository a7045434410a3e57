//! What do the hits of a search look like?

use std::io;

use serde::Serialize;

use super::{Format, Printer, style::dotted};
use crate::{
    link::Evidence,
    query::MatchKind,
    record::{Hit, MemberView},
};

/// So many versions of a hit's story are shown to people; records have all.
const MOST_VERSIONS: usize = 8;

/// Reasons shown for a hit that was found across languages.
const BECAUSE: usize = 6;

/// A hit of one of several queries.
#[derive(Serialize)]
struct QueryHit<'h> {
    query: &'h str,
    #[serde(flatten)]
    hit: &'h Hit,
}

impl Printer {
    /// Writes the hits of a query; `query` is its id where there are several.
    ///
    /// # Errors
    /// What the stream says.
    pub fn hits(&mut self, query: Option<&str>, hits: &[Hit]) -> io::Result<()> {
        if let (Format::Terminal, Some(query)) = (self.format, query) {
            writeln!(self.out, "{}", self.style.strong(&format!("== {query}")))?;
        }
        for hit in hits {
            match (self.format, query) {
                (Format::Terminal, _) => self.hit(hit)?,
                (Format::Json | Format::Jsonl, None) => self.record(hit)?,
                (Format::Json | Format::Jsonl, Some(query)) => {
                    self.record(&QueryHit { query, hit })?
                }
                (Format::Tsv, _) => self.hit_row(query, hit)?,
                (Format::Trec, _) => {
                    let query = query.unwrap_or("1");
                    self.trec(query, hit.article.id.as_str(), hit.rank, hit.score)?;
                }
                (Format::Paths, _) => {
                    let path = hit
                        .article
                        .path
                        .as_deref()
                        .unwrap_or(hit.article.id.as_str());
                    self.path(path)?;
                }
            }
        }
        Ok(())
    }

    /// Writes a ranking of articles in the form that trec_eval reads.
    ///
    /// # Errors
    /// What the stream says.
    pub fn ranking(
        &mut self,
        query: &str,
        ranked: &[(crate::article::ArticleId, f32)],
    ) -> io::Result<()> {
        for (rank, (id, score)) in (1..).zip(ranked) {
            self.trec(query, id.as_str(), rank, *score)?;
        }
        Ok(())
    }

    fn hit_row(&mut self, query: Option<&str>, hit: &Hit) -> io::Result<()> {
        let (rank, score) = (hit.rank.to_string(), format!("{:.3}", hit.score));
        let story = hit.story.as_ref().map_or("", |story| &story.id);
        let article = &hit.article;
        self.row(
            &[
                "query", "rank", "score", "id", "lang", "date", "source", "title", "story",
                "passage", "match",
            ],
            &[
                query.unwrap_or_default(),
                &rank,
                &score,
                article.id.as_str(),
                &article.lang,
                article.date.as_deref().unwrap_or_default(),
                article.source.as_deref().unwrap_or_default(),
                article.title.as_deref().unwrap_or_default(),
                story,
                &hit.passage.text,
                hit.kind.map_or("", MatchKind::name),
            ],
        )
    }

    fn hit(&mut self, hit: &Hit) -> io::Result<()> {
        let style = self.style;
        let article = &hit.article;
        let name = article.title.as_deref().unwrap_or(article.id.as_str());
        writeln!(
            self.out,
            "{}. {} {}",
            hit.rank,
            style.lang(&article.lang),
            style.strong(name)
        )?;
        let about = dotted([
            article.title.as_ref().map(|_| article.id.as_str().into()),
            article.date.as_deref().map(Into::into),
            article.source.as_deref().map(Into::into),
            Some(format!("score {:.2}", hit.score).into()),
        ]);
        writeln!(self.out, "   {}", style.faint(&about))?;
        let text = style.marked(&hit.passage.text, &hit.passage.highlights);
        writeln!(self.out, "{}", style.wrapped(&text, 3))?;
        if !hit.because.is_empty() {
            let pairs = hit.because.iter().take(BECAUSE).map(|one| {
                let sign = if one.kind == MatchKind::Name {
                    "~"
                } else {
                    "≈"
                };
                Some(format!("“{}” {sign} {}", one.query, one.found).into())
            });
            writeln!(
                self.out,
                "{}",
                style.wrapped(&style.faint(&dotted(pairs)), 3)
            )?;
        }
        if let Some(reason) = &hit.explain {
            self.reasons(reason, 3)?;
        }
        if let Some(story) = &hit.story {
            let mut langs: Vec<&str> = Vec::new();
            for member in &story.members {
                if !langs.contains(&member.lang.as_str()) {
                    langs.push(&member.lang);
                }
            }
            writeln!(
                self.out,
                "   {}",
                style.faint(&format!("the same story, also in {}:", langs.join(", ")))
            )?;
            for member in story.members.iter().take(MOST_VERSIONS) {
                self.member(member)?;
            }
            let more = story.members.len().saturating_sub(MOST_VERSIONS);
            if more > 0 {
                let where_to = format!("and {more} more: tilmash stories {}", story.id);
                writeln!(self.out, "   {}", style.faint(&where_to))?;
            }
        }
        writeln!(self.out)
    }

    /// Another version of a hit's story.
    pub(super) fn member(&mut self, member: &MemberView) -> io::Result<()> {
        let style = self.style;
        let name = member.title.as_deref().unwrap_or(member.id.as_str());
        writeln!(
            self.out,
            "   ↳ {} {}",
            style.lang(&member.lang),
            style.strong(name)
        )?;
        let about = dotted([
            member.title.as_ref().map(|_| member.id.as_str().into()),
            member.date.as_deref().map(Into::into),
            member.source.as_deref().map(Into::into),
            Some(format!("{:.0} % sure", (member.score * 100.0).floor()).into()),
            member.corrected.then(|| "put here by an editor".into()),
        ]);
        writeln!(self.out, "     {}", style.faint(&about))?;
        let evidence = evidence_in_words(&member.evidence);
        if !evidence.is_empty() {
            writeln!(self.out, "{}", style.wrapped(&style.faint(&evidence), 5))?;
        }
        match &member.passage {
            Some(passage) => {
                let text = style.marked(&passage.text, &passage.highlights);
                writeln!(self.out, "{}", style.wrapped(&text, 5))?;
            }
            None => writeln!(
                self.out,
                "     {}",
                style.faint("(this passage is left out)")
            )?,
        }
        Ok(())
    }
}

/// `names: Dosmambetov, Murashko · numbers: 2026, 2030`: the strongest few of
/// each kind, in the words of the other version.
pub(super) fn evidence_in_words(evidence: &[Evidence]) -> String {
    const MOST: usize = 5;
    let mut kinds: Vec<(&str, Vec<&str>)> = Vec::new();
    for piece in evidence {
        let kind = piece.kind.plural();
        let word = piece.b.as_str();
        match kinds.iter_mut().find(|(name, _)| *name == kind) {
            Some((_, words)) if words.len() < MOST && !words.contains(&word) => words.push(word),
            Some(_) => {}
            None => kinds.push((kind, vec![word])),
        }
    }
    let parts = kinds
        .into_iter()
        .map(|(kind, words)| Some(format!("{kind}: {}", words.join(", ")).into()));
    dotted(parts)
}
