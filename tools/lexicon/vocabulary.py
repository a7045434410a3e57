"""Which words of each language does the lexicon know, and how frequent are they?

Frequencies are per million words: of `wordfreq` for Russian and English, of
the Kazakh news otherwise, topped up with what the technical documentation and
the parallel sentences use often.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from text import is_word

# How many of a stem's forms speak for it, if they are nearly as frequent as the first.
FORMS = 2


@dataclass
class Vocabulary:
    """The stems of a language, the most frequent first."""

    stems: list = field(default_factory=list)
    # Per stem: its forms, the most frequent first, with frequencies.
    forms: list = field(default_factory=list)

    def frequency(self):
        """The frequency of each stem, per million words."""
        return [sum(frequency for _, frequency in forms) for forms in self.forms]

    def representative(self, number):
        """The form that stands for a stem: the stem itself if people use it as it is."""
        forms = self.forms[number]
        return next((form for form, _ in forms if form == self.stems[number]), forms[0][0])


def frequencies(lang, news, documentation, sentences):
    """{form: frequency per million} from the counts of running texts."""
    found = Counter()
    if lang in ("ru", "en"):
        from wordfreq import get_frequency_dict

        for form, share in get_frequency_dict(lang, "large").items():
            if len(form) > 2 or share > 1e-4:
                found[form.lower().replace("ё", "е").replace("’", "'")] += share * 1e6
    for counts, weight, least in ((news, 1.0, 2), (documentation, 0.1, 5), (sentences, 0.3, 2)):
        total = sum(counts.values())
        for form, count in counts.items():
            if count >= least:
                found[form] += weight * count * 1e6 / total
    return {form: frequency for form, frequency in found.items() if is_word(lang, form)}


def vocabulary(lang, frequency, lemmas, stemmer, most):
    """The `most` frequent stems, and those of the listed dictionary words."""
    forms = list(frequency)
    groups = defaultdict(list)
    for form, stem in zip(forms, stemmer.stems(lang, forms)):
        groups[stem].append((form, frequency[form]))
    ranked = sorted(groups.items(), key=lambda group: -sum(f for _, f in group[1]))[:most]
    known = {stem for stem, _ in ranked}
    for lemma, stem in zip(lemmas, stemmer.stems(lang, lemmas)):
        if stem not in known and is_word(lang, lemma):
            known.add(stem)
            ranked.append((stem, [*groups.get(stem, []), (lemma, 0.0)]))
    result = Vocabulary()
    for stem, group in ranked:
        if len(stem) > 1 and is_word(lang, stem):
            result.stems.append(stem)
            result.forms.append(sorted(group, key=lambda one: (-one[1], one[0])))
    return result
