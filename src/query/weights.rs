//! How much does each thing count in a ranking? All weights of it, with the
//! reason of each.
//!
//! They were chosen on the development questions in Kazakh, Russian and
//! English, and where they concern other languages on the development sets of
//! links with 5,000 unrelated passages beside them. `tilmash eval retrieval`
//! prints what all of it is worth beside one field alone.
//!
//! A passage scores the sum of the query's words (BM25 in each field, by
//! [`K1`], [`B`] and the sharpened rarity), each by its own forms or by what
//! stands for it elsewhere, times a power of the share of the words that it
//! has; then the versions of its story are heard.

use crate::language::Language;

// BM25, in one field.

/// BM25's usual parameters (Robertson and Zaragoza 2009): how soon more
/// occurrences say no more.
pub(crate) const K1: f32 = 1.2;
/// How much longer fields are docked.
pub(crate) const B: f32 = 0.75;
/// How much more a rare word says than a common one: BM25's rarity to this
/// power. What a question is asked about is rare, how it is asked is not; news
/// and textbooks alike rank better by it (1 to 2.5 tried; from 1.6 on it is flat).
pub(crate) const SHARPNESS: f32 = 1.8;
/// The rarity, in natural logarithms, at which sharpness changes nothing, so
/// that words weigh about what phrases and filters beside them do.
pub(crate) const MIDDLING: f32 = 5.0;

// The fields. The optimum is flat.

/// A form by its stem: the measure of all others.
pub(crate) const STEM: f32 = 1.0;
/// The form as it was asked for, on top of its stem.
pub(crate) const SURFACE: f32 = 0.15;
/// A word in the headline.
pub(crate) const TITLE: f32 = 1.0;
/// A word of one piece; the pieces of a longer one share it by the square root
/// of their number, as they repeat one another.
pub(crate) const PIECES: f32 = 0.65;
/// What a piece of two characters or a reading counts among the stems.
pub(crate) const PIECE_AMONG_STEMS: f32 = 0.3;
/// What the fields of a language whose words are indexed by pieces too count
/// in all, so that its words weigh as much as those of a language without
/// pieces: a query is searched in every language it could be in, and the hits
/// of all stand in one list.
const ALL_WITH_PIECES: f32 = 0.67;
/// The same for a language with a second stem instead of pieces.
const ALL_WITH_SECOND_STEM: f32 = 0.65;
/// Words that begin with the one Chinese character that is asked for: little
/// beside the word that it is itself.
pub(crate) const LONGER: f32 = 0.1;

/// What the fields of a language count.
pub(crate) fn share(language: &Language) -> f32 {
    if language.dense {
        ALL_WITH_PIECES
    } else if language.recall_stem.is_some() {
        ALL_WITH_SECOND_STEM
    } else if language.agglutinative {
        ALL_WITH_PIECES
    } else {
        1.0
    }
}

// Words of other languages.

/// A language less likely than this share of the likeliest is searched for the
/// words as they are, but not translated from.
pub(crate) const LIKELY: f32 = 0.25;
/// What a translated word counts beside the word itself: enough to find other
/// languages' articles, too little to stand above the query's own language
/// where that has as many of the words. (From .8 to .9 both bars are met:
/// other languages' articles keep their places among the unrelated passages,
/// and the query's own language keeps its own.)
pub(crate) const TRANSLATED: f32 = 0.88;
/// What a translation counts in a headline beside one in the passage: the
/// headline mostly says it again.
pub(crate) const TRANSLATED_TITLE: f32 = 0.5;
/// The share of a translation's occurrences that counts: how likely it stands
/// for the word, to this power, since the lexicon is surer of what a word may
/// mean than of how often it does.
pub(crate) const FLATTEN: f32 = 0.7;
/// What the same stem counts between languages that share much of their
/// vocabulary in the same spelling, if the lexicon does not know it.
pub(crate) const SHARED: f32 = 0.5;
/// What the same sound counts beside the word itself.
pub(crate) const SOUND: f32 = 0.75;
/// What a translation or a sound loses where it is the query's only word, and
/// half of it where it is one of two: it may mean something else, and nothing
/// beside it confirms that it does not. So a word that stands alone is found
/// first in its own language, however it is inflected there.
pub(crate) const UNACCOMPANIED: f32 = 0.5;

// The words together.

/// How strongly a passage is held to have all the words: the score is
/// multiplied by this power of the share that it has. (More helps across
/// languages and hurts long questions in one.)
pub(crate) const COVERAGE: f32 = 0.6;
/// A word counts as had in full from this share of its rarity on; below, as
/// where only a piece of it matched, in part.
pub(crate) const HAD: f32 = 0.17;

// The versions of the story.

/// What an answer gains whose story has the query's words in its own language.
pub(crate) const CONFIRMED: f32 = 1.3;
/// What it has at most beside the version in the query's language.
pub(crate) const BELOW: f32 = 0.99;
/// What one keeps whose story was told in the query's language without them.
pub(crate) const UNCONFIRMED: f32 = 0.5;
/// How surely a translation must be meant to count against such a story.
pub(crate) const SURE: f32 = 0.8;
