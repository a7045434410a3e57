//! Which stem does a Turkic word have?
//!
//! A word is taken apart in every way that the language's table of suffixes
//! allows ([`grammar`], [`parse`]); each way gets a score, the sum of the
//! learned weights of its [`features`]; the best one gives the stem. What a
//! linear model cannot know from sound alone, it reads from a table of
//! [`counts`]: which strings raw text uses as stems, bare and with how many
//! different endings. Short closed lists ([`irregular`]) hold what follows
//! no rule. Kazakh and Kyrgyz are two tables for this one engine; features are
//! named alike, so Kyrgyz learns from Kazakh examples too, and asks the
//! Kazakh counts for the cognates of its stems.
//!
//! # What each part is worth
//!
//! Pairwise F1 on KLC / KTB and B3 on KLC, cross-validated on development data
//! by the first three letters of the lemma, with one kind of features left
//! out (`train_turkic kk ... --cv --off KIND`); 90.7 / 91.5, 95.6 with all, and
//! runs differ by some 0.4 either way:
//!
//! | without | F1 | B3 |
//! |---|---|---|
//! | all use of raw text (`endings,used,whole,spread,endbare,other,bare`) | 86.2 / 87.9 | 93.0 |
//! | listed roots (`listed`) | 88.3 / 90.1 | 94.9 |
//! | chains of three suffixes (`triple`) | 90.0 / 91.7 | 95.2 |
//! | what could be taken off still (`left`) | 90.5 / 92.6 | 95.3 |
//! | last letter and first suffix (`join`) | 90.6 / 91.7 | 95.6 |
//! | harmony between root and suffix (`clash`) | 90.7 / 91.8 | 95.6 |
//! | two-way tables of counts (`spread,endbare`) | 90.0 / 91.1 | 95.1 |
//! | cost of a repair (`repair`) | 90.7 / 91.5 | 95.6 |
//!
//! The closed classes ([`irregular`]), above all the copula, were worth 1 point
//! of B3 in Kazakh (94.5 without) and in Kyrgyz (92.2 without). For Kyrgyz the
//! counts of Kazakh cognates were worth 4 points of F1, and listed roots with
//! examples of rare forms 3 more.
//!
//! # What makes it fast
//!
//! Suffixes are found by the last two letters ([`grammar`]); a chain's score
//! grows with it ([`parse`]); what concerns a stem alone is computed once for
//! each beginning of the word ([`beginnings`]).

#![expect(
    clippy::indexing_slicing,
    reason = "the engine works on arrays of letter codes and weights; property tests feed it any string"
)]

use std::borrow::Cow;

pub mod beginnings;
pub mod counts;
pub mod features;
mod form;
pub mod grammar;
pub mod headwords;
pub mod irregular;
pub mod letters;
pub mod parse;
mod table;
pub mod tables;

use beginnings::Beginnings;
use counts::Counts;
use features::{CLOSED, Layout, Stem};
use grammar::{Grammar, NOMINAL};
use irregular::Irregular;
use letters::{FOREIGN, Letters, MAX_LETTERS, contains};
use parse::{Candidate, Chain, candidates};
use tables::Tables;

/// All that the engine knows of one language.
#[derive(Debug)]
pub struct Morphology {
    /// The suffixes, the closed lists, and the counts.
    pub tables: Tables,
    /// The places of the features.
    pub layout: Layout,
    /// The weight of each feature, in hundredths.
    pub weights: Vec<i16>,
}

/// Gives the folder of a language, where this stands, its `MORPHOLOGY`: the
/// engine with the tables of the folder, whose README tells where they come
/// from. And the `stem` that its profile names.
macro_rules! morphology {
    () => {
        /// The engine with the tables of this language.
        pub(super) static MORPHOLOGY: ::std::sync::LazyLock<$crate::language::turkic::Morphology> =
            ::std::sync::LazyLock::new(|| {
                $crate::language::turkic::Morphology::new(
                    include_str!("morphotactics.tsv"),
                    include_str!("irregular.tsv"),
                    include_str!("weights.tsv"),
                    include_bytes!("stems.bin"),
                    include_bytes!("headwords.bin"),
                )
            });

        /// The stem of a folded word.
        fn stem(word: &str) -> ::std::borrow::Cow<'_, str> {
            MORPHOLOGY.stem(word)
        }
    };
}
pub(super) use morphology;

/// The weight of a root of a closed class, in hundredths: more than all other features together.
const CLOSED_WEIGHT: i16 = 10_000;

/// The suffixes of adjectives that are made of places.
const OF_PLACES: [&str; 6] = ["лық", "лік", "дық", "дік", "тық", "тік"];

/// One way to take a word apart.
#[derive(Debug, Clone, PartialEq)]
pub struct Parse {
    /// The stem, as [`Morphology::stem`] would return it.
    pub stem: String,
    /// The root's kind (`N` or `V`) and the suffixes after it, from left to right: label, form.
    pub slots: Vec<(String, String)>,
    /// The sum of the weights of all features; higher is likelier.
    pub score: f32,
    /// The features that have a weight.
    pub features: Vec<(String, f32)>,
}

impl Morphology {
    /// The engine for a table of suffixes, closed lists, weights
    /// (`feature<TAB>weight` lines), the bytes of a table of counts and those
    /// of a table of headwords.
    pub fn new(
        suffixes: &str,
        irregular: &str,
        weights: &str,
        counts: &[u8],
        headwords: &[u8],
    ) -> Self {
        let grammar = Grammar::new(suffixes);
        let layout = Layout::new(&grammar);
        let mut dense = vec![0; layout.len()];
        if let Some(closed) = layout.feature(&grammar, CLOSED) {
            dense[closed] = CLOSED_WEIGHT;
        }
        for line in weights.lines().filter(|line| !line.starts_with('#')) {
            let Some((name, weight)) = line.split_once('\t') else {
                continue;
            };
            if let (Some(feature), Ok(weight)) =
                (layout.feature(&grammar, name), weight.parse::<f32>())
            {
                dense[feature] = (weight * 100.0).round() as i16;
            }
        }
        Self {
            tables: Tables {
                irregular: Irregular::new(irregular, &grammar),
                grammar,
                counts: Counts::read(counts),
                headwords: Counts::read(headwords),
            },
            layout,
            weights: dense,
        }
    }

    /// The stem of a folded word.
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        if let Some(stem) = self.tables.irregular.stem(word) {
            return Cow::Owned(stem.to_owned());
        }
        let Some(letters) = Letters::new(word) else {
            return Cow::Borrowed(word);
        };
        let beginnings = Beginnings::new(&self.tables.grammar, &letters);
        let layout = &self.layout;
        let weight = |feature: usize| i32::from(self.weights[feature]);
        let mut best = (i32::MIN, letters.codes().len(), [FOREIGN; 2]);
        let mut verbal_noun = None;
        // Many candidates share a stem: its part of the score is computed once.
        let mut known = [(None::<i32>, Stem::default()); 2 * (MAX_LETTERS + 1)];
        candidates(
            &self.tables.grammar,
            &self.tables.irregular,
            &beginnings,
            |form, rest| {
                let mut score = 0;
                layout.suffix(form, rest, |feature| score += weight(feature));
                score
            },
            |candidate| {
                let mut score = candidate.chain.score;
                layout.chain(candidate, |feature| score += weight(feature));
                let plain = candidate.tail[0] == FOREIGN;
                let place = &mut known[2 * candidate.keep + usize::from(candidate.root)];
                let (of_stem, stem) = match *place {
                    (Some(of_stem), stem) if plain => (of_stem, stem),
                    _ => {
                        let mut score = 0;
                        let add = |feature| score += weight(feature);
                        let stem = layout.stem(&self.tables, &beginnings, candidate, add);
                        if plain {
                            *place = (Some(score), stem);
                        }
                        (score, stem)
                    }
                };
                score += of_stem;
                layout.join(candidate, &stem, |feature| score += weight(feature));
                if score > best.0 {
                    best = (score, candidate.keep, candidate.tail);
                    verbal_noun = self.verbal_noun(&letters, candidate);
                }
            },
        );
        // Whether a verbal noun is a noun by itself is the same question for all its cases.
        let stem = self.spell(word, &letters, best.1, best.2);
        if let Some(noun) = verbal_noun.and_then(|end| word.get(..letters.offset(end))) {
            let alone = self.stem(noun);
            if alone == noun || stem == noun {
                return alone;
            }
        }
        match stem {
            Cow::Borrowed(stem) => Cow::Borrowed(self.place(stem).unwrap_or(stem)),
            spelled => spelled,
        }
    }

    /// The place that an adjective is made of (америкалық: америка).
    fn place<'w>(&self, stem: &'w str) -> Option<&'w str> {
        let place = OF_PLACES.iter().find_map(|of| stem.strip_suffix(of))?;
        let codes: Vec<u8> = place.chars().map(letters::code).collect();
        let known = self.tables.headwords.get(self.tables.grammar.hash(&codes));
        (codes.len() > 2 && known.nominal == headwords::PLACE).then_some(place)
    }

    /// Where the verbal noun in -у ends that nominal suffixes follow, if there is one.
    fn verbal_noun(&self, letters: &Letters, candidate: &Candidate<'_, '_>) -> Option<usize> {
        let length = |chain: &Chain<'_, '_>| {
            let lengths = chain.forms().map(|(form, _)| form.letters().len());
            lengths.sum::<usize>()
        };
        let plain = candidate.tail[0] == FOREIGN && !candidate.hyphen && candidate.chain.len > 0;
        if candidate.root == NOMINAL {
            let last = candidate.keep.checked_sub(1)?;
            let gerund = contains(self.tables.grammar.gerund, letters.codes()[last]);
            return (plain && gerund).then_some(candidate.keep);
        }
        let mut forms = candidate.chain.forms();
        let (_, rest) =
            forms.find(|(form, _)| Some(form.label) == self.tables.grammar.verbal_noun)?;
        let cases = self.tables.grammar.gerund != 0 && rest.len > 0;
        cases.then(|| letters.codes().len() - length(rest))
    }

    /// All ways to take a word apart, likeliest first.
    pub fn explain(&self, word: &str) -> Vec<Parse> {
        let mut parses = Vec::new();
        self.each(word, |_, candidate, stem, features| {
            let mut slots = vec![(
                self.tables.grammar.label(candidate.root).to_owned(),
                String::new(),
            )];
            for (form, _) in candidate.chain.forms() {
                let spelled = form
                    .letters()
                    .iter()
                    .filter_map(|code| letters::letter(*code))
                    .collect();
                slots.push((self.tables.grammar.label(form.label).to_owned(), spelled));
            }
            let weight = |feature: &usize| f32::from(self.weights[*feature]) / 100.0;
            parses.push(Parse {
                stem: stem.into_owned(),
                slots,
                score: features.iter().map(weight).sum(),
                features: features
                    .iter()
                    .filter(|feature| self.weights[**feature] != 0)
                    .map(|feature| {
                        (
                            self.layout.name(&self.tables.grammar, *feature),
                            weight(feature),
                        )
                    })
                    .collect(),
            });
        });
        parses.sort_by(|a, b| b.score.total_cmp(&a.score));
        parses
    }

    /// Hands out every way to take a word apart, the stem that it gives, and its features.
    pub fn each<'w>(
        &self,
        word: &'w str,
        mut take: impl FnMut(&Beginnings<'_>, &Candidate<'_, '_>, Cow<'w, str>, &[usize]),
    ) {
        let Some(letters) = Letters::new(word) else {
            return;
        };
        let beginnings = Beginnings::new(&self.tables.grammar, &letters);
        let mut features = Vec::new();
        candidates(
            &self.tables.grammar,
            &self.tables.irregular,
            &beginnings,
            |_, _| 0,
            |candidate| {
                features.clear();
                let add = |feature| features.push(feature);
                self.layout.each(&self.tables, &beginnings, candidate, add);
                let stem = self.spell(word, &letters, candidate.keep, candidate.tail);
                take(&beginnings, candidate, stem, &features);
            },
        );
    }

    /// The stem that is the first `keep` letters of a word and a tail.
    fn spell<'w>(
        &self,
        word: &'w str,
        letters: &Letters,
        keep: usize,
        tail: [u8; 2],
    ) -> Cow<'w, str> {
        let kept = word.get(..letters.offset(keep)).unwrap_or(word);
        let spelled = if tail[0] == FOREIGN {
            Cow::Borrowed(kept)
        } else {
            let tail = tail.iter().filter_map(|code| letters::letter(*code));
            Cow::Owned(kept.chars().chain(tail).collect())
        };
        match self.tables.irregular.stem_of_root(&spelled) {
            Some(stem) => Cow::Owned(stem.to_owned()),
            None => spelled,
        }
    }
}
