//! What can an index teach? Word pairs that the lexicon lacks, found in the
//! index's own stories and used once they are accepted.

use super::{Engine, State, corrected_lexicon};
use crate::{
    analysis::{self, Kind, StemMemo},
    article::{Article, ArticleId},
    error::{Error, Result},
    language::{self, Language},
    lexicon::{
        Bilingual, Learned, Learner, Lexicon, Spoken, Status,
        learned::{read, renew, write},
    },
    link::{Archive, Story},
    record::LearnedRecord,
    sound::{self, Mark, Name},
};

/// Versions of a story are learned from if they are this likely to be one.
const CONFIDENT: f32 = 0.9;
/// Shorter words mean too much.
const LEAST_LETTERS: usize = 3;

/// Which learned pairs are decided.
#[derive(Debug, Clone)]
pub enum Pairs {
    /// All that are proposed and not decided yet.
    Proposed,
    /// Those with any of these words, or the pairs themselves: `word=translation`.
    With(Vec<String>),
}

impl Engine {
    /// Finds word pairs that stand in corresponding passages of at least so many
    /// stories, and keeps them with the index as proposals: all that are kept then.
    ///
    /// # Errors
    /// As [`Engine::open`], and what the disk says.
    pub fn learn(&self, stories: usize) -> Result<Vec<LearnedRecord>> {
        self.asking(|state| {
            let lexicon = corrected_lexicon(self.inner.settings.corrections.as_deref())?.0;
            let found = mine(state, &lexicon, stories)?;
            let kept = self.inner.layout.change_learned(|text| {
                let renewed = renew(read(text), found);
                Ok::<_, Error>((write(&renewed), renewed))
            })?;
            Ok(records(&kept))
        })
    }

    /// The word pairs that are kept with the index.
    ///
    /// # Errors
    /// [`Error::NoIndex`], or what the disk says.
    pub fn learned(&self) -> Result<Vec<LearnedRecord>> {
        let layout = &self.inner.layout;
        layout.exists()?;
        Ok(records(&read(&layout.learned()?.unwrap_or_default())))
    }

    /// Accepts or rejects learned pairs; those that were decided.
    ///
    /// # Errors
    /// [`Error::NoIndex`]; [`Error::NoSuchPair`] for a word that no pair has; or
    /// what the disk says.
    pub fn decide(&self, which: &Pairs, accept: bool) -> Result<Vec<LearnedRecord>> {
        let layout = &self.inner.layout;
        layout.exists()?;
        let status = match accept {
            true => Status::Accepted,
            false => Status::Rejected,
        };
        let changed = layout.change_learned(|text| decided(read(text), which, status))?;
        self.forget();
        Ok(records(&changed))
    }
}

fn records(pairs: &[Learned]) -> Vec<LearnedRecord> {
    pairs.iter().map(LearnedRecord::from).collect()
}

/// The text with these pairs decided, and the pairs.
fn decided(
    mut kept: Vec<Learned>,
    which: &Pairs,
    status: Status,
) -> Result<(String, Vec<Learned>)> {
    let words: &[String] = match which {
        Pairs::Proposed => &[],
        Pairs::With(words) => words,
    };
    let folded: Vec<String> = words
        .iter()
        .map(|word| analysis::fold(word.trim()))
        .collect();
    for (word, folded) in words.iter().zip(&folded) {
        if !kept.iter().any(|pair| pair.is_meant(folded)) {
            return Err(Error::NoSuchPair(word.clone()));
        }
    }
    let mut changed = Vec::new();
    for pair in &mut kept {
        let meant = match which {
            Pairs::Proposed => pair.status == Status::Proposed,
            Pairs::With(_) => folded.iter().any(|word| pair.is_meant(word)),
        };
        if meant {
            pair.status = status;
            changed.push(pair.clone());
        }
    }
    Ok((write(&kept), changed))
}

/// The word pairs of all confident stories.
fn mine(state: &State, lexicon: &Lexicon, stories: usize) -> Result<Vec<Learned>> {
    let (archive, snapshot) = (&state.archive, state.snapshot());
    let mut learner = Learner::default();
    for (number, story) in archive.story_store().stories().enumerate() {
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
