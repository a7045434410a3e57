//! What speaks for or against a candidate? Its paradigm, ending and the letters
//! around them; whether its lemma and its other forms occur in raw text; how
//! many words of the text belong to its lemma already (self-training).

use crate::{
    candidates::{Attestation, Candidate},
    letters::{self, hash, last},
    model::{self, Features},
    paradigms::Grammar,
};

/// What raw text tells about a candidate.
#[derive(Debug, Clone, Copy)]
pub struct Evidence {
    /// How often the lemma occurs as a word.
    pub lemma_count: u32,
    pub attestation: Attestation,
    /// Expected number of other words with this lemma; `None` in the first
    /// round, when nothing is labelled yet.
    pub lemma_mass: Option<f32>,
    /// 0 the lemma is in no dictionary, 1 it is a word there, 2 a name, 3 only
    /// in the list of names.
    pub headword: u64,
    /// How the lemma is written, see [`crate::input::Vocabulary::capitals`].
    pub capitals: u64,
}

/// The kinds of features. Each is hashed with the values it is conjoined with.
#[derive(Clone, Copy)]
enum Kind {
    Paradigm,
    ParadigmSlot,
    ParadigmEnding,
    ClassEnding,
    ClassSlot,
    ClassFormEnd,
    ParadigmBaseEnd,
    ParadigmShortBase,
    EndingBaseEnd,
    LemmaEnd,
    WholeLemma,
    LemmaEndingBaseLength,
    ParadigmVowels,
    LemmaCount,
    LemmaOccurs,
    LemmaOccursParadigm,
    CoreFormsClass,
    CoreFormsParadigm,
    CoreFormsSlot,
    Share,
    ShareClass,
    ShareParadigm,
    Forms,
    FormsClass,
    RelativeShare,
    RelativeShareClass,
    Rivals,
    Mass,
    MassLemmaEnding,
    RelativeMass,
    Headword,
    HeadwordParadigm,
    HeadwordSlot,
    HeadwordLength,
    HeadwordRivals,
    Capitals,
    CapitalsHeadword,
}

/// Collects feature numbers.
struct Collector(Features);

impl Collector {
    fn add(&mut self, kind: Kind, values: &[u64]) {
        let mut h = 0xcbf2_9ce4_8422_2325_u64;
        for value in std::iter::once(kind as u64).chain(values.iter().copied()) {
            h = (h ^ value).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            h ^= h >> 29;
        }
        self.0.push((h >> 40) as u32 & (model::WEIGHTS - 1) as u32);
    }
}

/// The features of each candidate of a form. `form_occurs`: whether the form
/// itself is in the raw text; `form_capitals`: how it is written there.
pub fn features(
    grammar: &Grammar,
    form: &[u8],
    form_occurs: bool,
    form_capitals: u64,
    candidates: &[Candidate],
    evidence: &[Evidence],
) -> Vec<Features> {
    let best_share = highest(evidence.iter().map(|e| e.attestation.share));
    let best_mass = highest(evidence.iter().filter_map(|e| e.lemma_mass));
    let occurs = u64::from(form_occurs);
    candidates
        .iter()
        .zip(evidence)
        .map(|(candidate, own)| {
            let mut features = Collector(Vec::with_capacity(64));
            spelling(&mut features, grammar, form, candidate);
            let rival_forms = candidates
                .iter()
                .zip(evidence)
                .filter(|(other, _)| other.lemma != candidate.lemma)
                .map(|(_, evidence)| evidence.attestation.core_forms)
                .max();
            let rival_headword = candidates
                .iter()
                .zip(evidence)
                .any(|(other, evidence)| other.lemma != candidate.lemma && evidence.headword > 0);
            let context = Context {
                occurs,
                form_capitals,
                rival_headword: u64::from(rival_headword),
                best_share,
                best_mass,
                rival_forms: rival_forms.unwrap_or(0),
            };
            attestation(&mut features, grammar, form, candidate, own, &context);
            features.0
        })
        .collect()
}

/// What the candidates of a form have in common or are measured against.
struct Context {
    /// 1 if the form occurs in the raw text.
    occurs: u64,
    form_capitals: u64,
    /// 1 if a dictionary has a candidate's lemma that is another.
    rival_headword: u64,
    best_share: f32,
    best_mass: f32,
    /// The most core forms that a candidate with another lemma has.
    rival_forms: u32,
}

fn highest(values: impl Iterator<Item = f32>) -> f32 {
    values.fold(0.0, f32::max)
}

/// Features of the letters.
fn spelling(features: &mut Collector, grammar: &Grammar, form: &[u8], candidate: &Candidate) {
    use Kind::{
        ClassEnding, ClassFormEnd, ClassSlot, EndingBaseEnd, LemmaEnd, LemmaEndingBaseLength,
        Paradigm, ParadigmBaseEnd, ParadigmEnding, ParadigmShortBase, ParadigmSlot, ParadigmVowels,
        WholeLemma,
    };
    let paradigm = &grammar.paradigms[candidate.paradigm];
    let cell = &paradigm.cells[candidate.cell];
    let base = &form[..candidate.base_length];
    let lemma = &candidate.lemma;
    let number = candidate.paradigm as u64;
    let class = paradigm.class as u64;
    let slot = cell.slot as u64;
    let ending = hash(&cell.ending);

    features.add(Paradigm, &[number]);
    features.add(ParadigmSlot, &[number, slot]);
    features.add(ParadigmEnding, &[number, ending]);
    features.add(ClassEnding, &[class, ending]);
    features.add(ClassSlot, &[class, slot]);
    features.add(ClassFormEnd, &[class, hash(last(form, 3))]);
    for length in 1..=5 {
        if base.len() < length {
            features.add(ParadigmShortBase, &[number, base.len() as u64]);
            break;
        }
        let base_end = hash(last(base, length));
        features.add(ParadigmBaseEnd, &[number, base_end]);
        if length < 4 {
            features.add(EndingBaseEnd, &[class, ending, base_end]);
        }
    }
    for length in 2..=6 {
        if lemma.len() < length {
            features.add(WholeLemma, &[hash(lemma)]);
            break;
        }
        features.add(LemmaEnd, &[hash(last(lemma, length))]);
    }
    let base_length = base.len().min(7) as u64;
    let lemma_ending = hash(&paradigm.lemma_ending);
    features.add(LemmaEndingBaseLength, &[class, lemma_ending, base_length]);
    let vowels = base
        .iter()
        .filter(|&&letter| letters::is_vowel_letter(letter));
    features.add(ParadigmVowels, &[number, vowels.count().min(3) as u64]);
}

/// Features of the raw text.
fn attestation(
    features: &mut Collector,
    grammar: &Grammar,
    form: &[u8],
    candidate: &Candidate,
    evidence: &Evidence,
    context: &Context,
) {
    use Kind::{
        Capitals, CapitalsHeadword, Headword, HeadwordLength, HeadwordParadigm, HeadwordRivals,
        HeadwordSlot,
    };
    use Kind::{
        CoreFormsClass, CoreFormsParadigm, CoreFormsSlot, Forms, FormsClass, LemmaCount,
        LemmaOccurs, LemmaOccursParadigm, RelativeShare, RelativeShareClass, Rivals, Share,
        ShareClass, ShareParadigm,
    };
    let paradigm = &grammar.paradigms[candidate.paradigm];
    let number = candidate.paradigm as u64;
    let class = paradigm.class as u64;
    let slot = paradigm.cells[candidate.cell].slot as u64;
    let lemma_ending = hash(&paradigm.lemma_ending);
    let &Context {
        occurs,
        best_share,
        best_mass,
        rival_forms,
        form_capitals,
        rival_headword,
    } = context;

    let is_lemma = candidate.lemma == form;
    let same = u64::from(is_lemma);
    let lemma_count = if is_lemma { 0 } else { evidence.lemma_count };
    let magnitude = u64::from((u32::BITS - lemma_count.leading_zeros()).min(8));
    let lemma_occurs = u64::from(lemma_count > 0);
    features.add(LemmaCount, &[magnitude, same, occurs]);
    features.add(LemmaOccurs, &[lemma_occurs, same, class, lemma_ending]);
    features.add(LemmaOccursParadigm, &[lemma_occurs, number]);

    let attestation = &evidence.attestation;
    let core_forms = u64::from(attestation.core_forms.min(5));
    features.add(CoreFormsClass, &[class, core_forms, lemma_occurs, occurs]);
    features.add(CoreFormsParadigm, &[number, core_forms]);
    features.add(CoreFormsSlot, &[class, slot, core_forms, lemma_occurs]);
    let share = (attestation.share * 12.0).ceil() as u64;
    let forms = u64::from(attestation.forms.min(6));
    features.add(Share, &[share, occurs]);
    features.add(ShareClass, &[share, class]);
    features.add(ShareParadigm, &[share, number]);
    features.add(Forms, &[forms, class, lemma_ending]);
    features.add(FormsClass, &[forms, class, occurs]);
    if best_share > 0.0 {
        let relative = (attestation.share / best_share * 8.0) as u64;
        features.add(RelativeShare, &[relative]);
        features.add(RelativeShareClass, &[relative, class]);
    }
    // A form taken for its own lemma, though another lemma has many forms.
    let rivals = u64::from(rival_forms.min(8));
    let indeclinable = u64::from(paradigm.is_indeclinable());
    features.add(Rivals, &[rivals, forms, class, same, indeclinable]);

    let headword = evidence.headword;
    let length = candidate.lemma.len().min(8) as u64;
    features.add(Headword, &[headword, same, occurs]);
    features.add(HeadwordParadigm, &[headword, number]);
    features.add(HeadwordSlot, &[headword, class, slot]);
    features.add(HeadwordLength, &[headword, length, same]);
    features.add(HeadwordRivals, &[headword, rival_headword, same, class]);
    features.add(Capitals, &[form_capitals, class, lemma_ending, same]);
    features.add(
        CapitalsHeadword,
        &[form_capitals, headword, evidence.capitals],
    );
    if let Some(mass) = evidence.lemma_mass {
        mass_of_lemma(features, mass, best_mass, [class, lemma_ending]);
    }
}

/// Features of how many words belong to the lemma already.
fn mass_of_lemma(features: &mut Collector, mass: f32, best: f32, lemma: [u64; 2]) {
    let [class, ending] = lemma;
    let magnitude = ((mass + 0.01).ln() * 1.5).round() as i64 as u64;
    features.add(Kind::Mass, &[magnitude]);
    features.add(Kind::MassLemmaEnding, &[magnitude, class, ending]);
    if best > 0.0 {
        features.add(Kind::RelativeMass, &[(mass / best * 10.0) as u64]);
    }
}
