//! Why does a passage score as it does for one word?

use tantivy::{
    DocId, DocSet, SegmentReader, postings::Postings, query::Explanation, schema::IndexRecordOption,
};

use super::{Way, WeightedWord};

impl WeightedWord {
    pub(super) fn explain(
        &self,
        reader: &SegmentReader,
        segment: usize,
        doc: DocId,
        confidence: f32,
    ) -> tantivy::Result<(f32, Explanation)> {
        let mut by_way = [0.0; Way::COUNT];
        let mut parts = 0.0;
        let mut details = Vec::new();
        for (way, set) in &self.sets {
            let Some(inverted) = set.inverted.get(segment) else {
                continue;
            };
            let lengths = reader.get_fieldnorms_reader(set.field)?;
            let mut frequency = 0.0;
            let mut found = Vec::new();
            for term in &set.terms {
                let Some(info) = term.postings.get(segment).and_then(Option::as_ref) else {
                    continue;
                };
                let mut postings =
                    inverted.read_postings_from_terminfo(info, IndexRecordOption::WithFreqs)?;
                // A cursor goes forward only.
                if postings.doc() <= doc && postings.seek(doc) == doc {
                    frequency += term.share * postings.term_freq() as f32;
                    found.push(term.text.as_str());
                }
            }
            if frequency == 0.0 {
                continue;
            }
            let score = set.score(frequency, lengths.fieldnorm(doc));
            if let Some(sum) = by_way.get_mut(*way as usize) {
                *sum += score;
            }
            if *way == Way::Parts {
                parts += 1.0;
            }
            let field = reader.schema().get_field_name(set.field);
            let what = format!("{} in {field}: {}", way.name(), found.join(", "));
            let mut detail = Explanation::new_with_string(what, score);
            detail.add_const("weight", set.weight);
            detail.add_const("rarity", set.idf);
            detail.add_const("occurrences that count", frequency);
            details.push(detail);
        }
        let (score, _) = self.combine(by_way, parts, confidence);
        let mut explanation =
            Explanation::new_with_string(format!("word: {}", self.asked), self.boost * score);
        for detail in details {
            explanation.add_detail(detail);
        }
        Ok((score, explanation))
    }
}
