//! `tilmash lexicon learn`, `accept`, `reject` and `learned`.

use clap::{Args, Subcommand};

use super::super::{
    Global, Outcome,
    failure::{Failure, say_nothing_found},
};
use crate::{
    analysis::{self, Kind, StemMemo},
    article::{Article, ArticleId},
    index::Snapshot,
    language::{self, Language},
    lexicon::{
        Bilingual, Learned, Learner, Lexicon, Spoken, Status,
        learned::{read, renew, write},
    },
    link::{Archive, Story},
    signature::sound::{self, Mark, Name},
};

/// Versions of a story are learned from if they are this likely to be one.
const CONFIDENT: f32 = 0.9;
/// Shorter words mean too much.
const LEAST_LETTERS: usize = 3;

#[derive(Debug, Subcommand)]
pub(super) enum Learning {
    Learn(Learn),
    Learned(Show),
    /// Use word pairs from now on when a search goes to other languages
    Accept(Decide),
    /// Do not use word pairs, and do not propose them again
    Reject(Decide),
}

/// Find word pairs in the index's own stories that the lexicon lacks
///
/// Looks at passages of confident stories that say the same in two languages,
/// and proposes the words that stand there together far more often than by
/// chance. Nothing is used until it is accepted: `tilmash lexicon accept`.
/// The pairs are kept in the index directory, in learned.tsv.
#[derive(Debug, Args)]
pub(super) struct Learn {
    /// Only pairs that stand in at least so many stories
    #[arg(long, value_name = "N", default_value = "3", value_parser = clap::value_parser!(u32).range(2..))]
    min_stories: u32,
}

/// Show the word pairs that are kept beside the index
///
/// Those that were proposed, accepted and rejected, as they stand in learned.tsv
/// in the index directory.
#[derive(Debug, Args)]
pub(super) struct Show {}

// Without a doc comment: it would take the place of those on the variants.
#[derive(Debug, Args)]
pub(super) struct Decide {
    /// A word of the pair, or the pair itself: WORD=TRANSLATION
    #[arg(value_name = "WORD", required_unless_present = "all")]
    words: Vec<String>,
    /// All that are proposed and not decided yet
    #[arg(long, conflicts_with = "words")]
    all: bool,
}

impl Learning {
    pub(super) fn run(self, global: &Global) -> Result<Outcome, Failure> {
        let layout = global.layout();
        match self {
            Self::Learn(learn) => {
                let snapshot = Snapshot::open(&layout)?;
                let lexicon = super::corrected(global.lexicon.as_deref())?;
                let found = mine(
                    &Archive::new(&snapshot),
                    &lexicon,
                    learn.min_stories as usize,
                )?;
                let renewed = layout.change_learned(|text| {
                    let renewed = renew(read(text), found);
                    Ok::<_, Failure>((write(&renewed), renewed))
                })?;
                show(global, &renewed)
            }
            Self::Learned(_) => {
                layout.exists()?;
                show(global, &read(&layout.learned()?.unwrap_or_default()))
            }
            Self::Accept(decide) => decide.run(global, Status::Accepted),
            Self::Reject(decide) => decide.run(global, Status::Rejected),
        }
    }
}

impl Decide {
    fn run(self, global: &Global, status: Status) -> Result<Outcome, Failure> {
        let layout = global.layout();
        layout.exists()?;
        let changed = layout.change_learned(|text| self.decide(read(text), status))?;
        show(global, &changed)
    }

    /// The text with these pairs decided, and the pairs.
    fn decide(
        self,
        mut kept: Vec<Learned>,
        status: Status,
    ) -> Result<(String, Vec<Learned>), Failure> {
        let folded: Vec<String> = self
            .words
            .iter()
            .map(|word| analysis::fold(word.trim()))
            .collect();
        for (word, folded) in self.words.iter().zip(&folded) {
            if !kept.iter().any(|pair| pair.is_meant(folded)) {
                return Err(Failure::Usage(format!(
                    "no pair with {word} is kept: see `tilmash lexicon learned`"
                )));
            }
        }
        let mut changed = Vec::new();
        for pair in &mut kept {
            let meant = if self.all {
                pair.status == Status::Proposed
            } else {
                folded.iter().any(|word| pair.is_meant(word))
            };
            if meant {
                pair.status = status;
                changed.push(pair.clone());
            }
        }
        Ok((write(&kept), changed))
    }
}

fn show(global: &Global, pairs: &[Learned]) -> Result<Outcome, Failure> {
    let mut printer = global.printer();
    for pair in pairs {
        printer.learned(pair)?;
    }
    printer.finish()?;
    if pairs.is_empty() {
        say_nothing_found(global, "no word pair");
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// The word pairs of all confident stories.
fn mine(archive: &Archive, lexicon: &Lexicon, stories: usize) -> Result<Vec<Learned>, Failure> {
    let snapshot = archive.snapshot();
    let mut learner = Learner::default();
    for (number, story) in archive.book().stories().enumerate() {
        let mut members = Vec::new();
        for id in &story.members {
            if let Some(entry) = snapshot.find(&ArticleId::new(id.as_str()))? {
                members.push(snapshot.article(entry)?);
            }
        }
        for (at, a) in members.iter().enumerate() {
            for b in members.iter().skip(at + 1) {
                if is_sure(&story, a, b) {
                    learn_from(archive, &mut learner, number, (a, b), lexicon);
                }
            }
        }
    }
    Ok(learner.learned(stories))
}

fn is_sure(story: &Story, a: &Article, b: &Article) -> bool {
    let score = story.score(a.id.as_str(), b.id.as_str());
    a.lang != b.lang && score.is_some_and(|score| score >= CONFIDENT)
}

fn learn_from(
    archive: &Archive,
    learner: &mut Learner,
    story: usize,
    (a, b): (&Article, &Article),
    lexicon: &Lexicon,
) {
    let mut pairs: Vec<(&str, &str)> = Vec::new();
    if let (Some(ours), Some(theirs)) = (&a.title, &b.title) {
        pairs.push((ours, theirs));
    }
    let alignment = archive.alignment(a, b);
    for (ours, theirs) in alignment.pairs() {
        if let Some((theirs, _)) = theirs
            && let (Some(ours), Some(theirs)) = (a.text.get(ours), b.text.get(theirs))
        {
            pairs.push((ours, theirs));
        }
    }
    for (ours, theirs) in pairs {
        let (mut left, mut right) = (words(ours, &a.lang), words(theirs, &b.lang));
        let langs = [&a.lang, &b.lang].map(|lang| language::get_or_undetermined(lang));
        drop_names(&mut left, &mut right, langs);
        let pair = Bilingual {
            langs: langs.map(|language| language.code),
            articles: [a.id.as_str(), b.id.as_str()],
            words: [left, right],
        };
        learner.add(story, pair, lexicon);
    }
}

/// The words of a passage that may have a translation.
fn words(text: &str, lang: &str) -> Vec<Spoken> {
    let language = language::get_or_undetermined(lang);
    let mut memo = StemMemo::new(language);
    let terms = analysis::terms(text, &mut memo).into_iter();
    terms
        .filter(|term| {
            let form = term.token.folded.as_str();
            matches!(term.token.kind, Kind::Word | Kind::Part)
                && form.chars().count() >= LEAST_LETTERS
                && !language.stop_words.contains(form)
                // What is kept is the form: it has to lead back to the stem.
                && (language.stem)(form) == term.stem
        })
        .map(|term| Spoken {
            stem: term.stem,
            form: term.token.folded,
        })
        .collect()
}

/// Takes away what is found by its sound anyway.
fn drop_names(left: &mut Vec<Spoken>, right: &mut Vec<Spoken>, langs: [&'static Language; 2]) {
    let [here, there] = langs;
    let heard = |words: &[Spoken], language: &'static Language| -> Vec<Name> {
        let name = |word: &Spoken| Name::new([(word.stem.as_str(), language)], true);
        words.iter().map(name).collect()
    };
    let (ours, theirs) = (heard(left, here), heard(right, there));
    let unlike = |word: &Spoken, language: &'static Language, others: &[Name]| {
        let terms = sound::terms(&word.stem, language, Mark::Name);
        !others
            .iter()
            .any(|name| terms.iter().any(|term| name.likeness(term).is_some()))
    };
    left.retain(|word| unlike(word, here, &theirs));
    right.retain(|word| unlike(word, there, &ours));
}
