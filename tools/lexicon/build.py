"""Makes the list of word pairs that `trainers/pack_lexicon.rs` packs into the lexicon.

See README.md beside this file for the command, for how the weights come about,
and manifest.tsv for the sources and their licences.
"""

import argparse
import itertools
import math
from collections import Counter, defaultdict

import align
import text

# What one entry of a dictionary says, by how it was found: by a source of the
# pair itself (and half of that again for each further source), by look-alikes
# that share a translation, by two English words or by one.
CLASS = {"D": 1.0, "PC": 0.8, "P2": 0.35, "P1": 0.12}
FURTHER = 0.5
# Our own tables: the first word of a cell with the first of the other, or others.
HAND, HAND_OTHER = 3.0, 2.0
NAMED = 2.5
# Words that stand in translated sentences of one another, by the probability.
PARALLEL, LEAST_COUNT, LEAST_ALONE = 2.5, 2.0, 0.12
# What it adds that two words are translated by the same words of further languages.
SHARED = 1.2
# Part of the evidence that is left where a verb is dropped: `hibsga olish`, `arest qilmoq`.
LIGHT = 0.6
# Doubt: the evidence that other, unknown translations have.
DOUBT = 0.7
# The least share of a word's translations, beside the likeliest, that is kept.
LEAST_SHARE = 0.2
# How sure a translation must at least be of the word it was asked for.
LEAST_BACK = 0.05
MOST = {"core": 5, "other": 3}
# What somebody wrote by hand is kept, up to so many.
MOST_BY_HAND = 9
# Languages with fewer words of their own keep all that the sources have.
VOCABULARY = {"ru": 30000, "en": 28000, "uk": 13000, "tr": 13000, "az": 9000, "zh": 14000, "ja": 14000, "ko": 12000}
# Scripts in which names are found by their sound.
ALPHABETIC = {"ru", "kk", "en", "ky", "uz", "tr", "uk", "az", "tt"}
NAME_KINDS = {"country", "city", "month", "weekday", "currency", "demonym", "language", "region", "glossary", "org"}

# Verbs that say nothing beside a noun.
LIGHT_VERBS = {
    "en": {"be", "to", "a", "an", "the", "make", "do", "get", "become"},
    "ru": {"быть", "стать"},
    "kk": {"ету", "болу", "қылу", "жасау", "ет", "бол", "қыл", "жаса"},
    "ky": {"кылуу", "болуу", "этүү", "жасоо", "кыл", "бол", "эт"},
    "uz": {"qilmoq", "etmoq", "bo'lmoq", "qilish", "bo'lish", "etish", "bermoq", "berish", "olish", "olmoq", "bo'l", "qil", "et"},
    "tr": {"etmek", "olmak", "yapmak", "eylemek", "et", "ol"},
    "az": {"etmək", "olmaq", "et", "ol"},
    "tt": {"итү", "булу", "кылу"},
}


def main():
    options = arguments()
    stemmer = text.Stemmer(options.stem_words)
    counts = text.frequencies(options.bench, options.kazakh_news, options.parallel)
    frequency, usual_form = stem_frequencies(counts, stemmer)
    evidence = defaultdict(float)  # (lang, stem, lang, stem), languages in the order of LANGUAGES
    origin = {}
    forms = defaultdict(Counter)  # (lang, stem) -> dictionary form
    stop = {lang: stop_words(options.language, lang) for lang in text.LANGUAGES}
    reader = Reader(stemmer, evidence, origin, forms, frequency, stop)
    reader.counts, reader.usual = counts, usual_form
    reader.dictionaries(options.dictionaries)
    for path in options.table:
        reader.table(path)
    reader.names(options.names, options.language)
    reader.corrections(options.corrections)
    segments = list(text.parallel(options.parallel, text.excluded_runs(options.exclude) if options.exclude else None))
    reader.parallel(segments, stop)
    share(evidence)
    for pair in reader.forbidden:
        evidence.pop(pair, None)
    write(options.out, evidence, origin, Forms(stemmer, forms, usual_form), frequency, reader.forbidden_all)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stem-words", required=True, help="the built example stem_words")
    parser.add_argument("--language", required=True, help="src/language")
    parser.add_argument("--dictionaries", required=True, help="folder of A-B.tsv.xz: language, word, language, word, sources, class")
    parser.add_argument("--table", nargs="+", required=True, help="hand-written tables, a concept a line")
    parser.add_argument("--names", required=True, help="hand-written table of well-known names")
    parser.add_argument("--corrections", required=True, help="overrides.tsv")
    parser.add_argument("--bench", nargs="+", required=True, help="JSONL.xz of running text: lang, text")
    parser.add_argument("--kazakh-news", nargs="+", required=True, help="KazNERD: token and label a line")
    parser.add_argument("--parallel", required=True, help="folder of aligned segments")
    parser.add_argument("--exclude", nargs="*", help="folders of pages whose sentences must not be learned from")
    parser.add_argument("--out", required=True, help="the list of entries to write")
    return parser.parse_args()


def stop_words(folder, lang):
    lines = open(f"{folder}/{lang}/stop.txt", encoding="utf-8").read().splitlines()
    return {word for line in lines if (word := line.split("#")[0].strip())}


def stem_frequencies(all_counts, stemmer):
    """{(lang, stem): occurrences in a million words}, {(lang, stem): its most frequent form}"""
    found, best = Counter(), {}
    for lang, counts in all_counts.items():
        known = [form for form in counts if text.is_word(lang, form)]
        for form, stem in zip(known, stemmer.stems(lang, known)):
            found[lang, stem] += counts[form]
            if counts[form] > counts.get(best.get((lang, stem)), 0):
                best[lang, stem] = form
    return found, best


def key(left, a, right, b):
    order = text.LANGUAGES.index
    return (left, a, right, b) if order(left) < order(right) else (right, b, left, a)


class Reader:
    """Collects what the sources say for each pair of stems."""

    def __init__(self, stemmer, evidence, origin, forms, frequency, stop):
        self.stemmer, self.evidence, self.origin = stemmer, evidence, origin
        self.forms, self.frequency, self.stop = forms, frequency, stop
        self.forbidden, self.forbidden_all = set(), set()
        self.common = set()  # (lang, stem) of words that the dictionaries write in small letters

    def head(self, lang, phrase):
        """(stem, share of the evidence) of a phrase that is one word, or one word and a light verb."""
        phrase = text.fold(phrase.split("(")[0].strip())
        stems = self.stemmer.phrase(lang, phrase)
        if len(stems) == 1 and text.is_word(lang, stems[0]):
            self.forms[lang, stems[0]][phrase] += 1
            return stems[0], 1.0
        words = phrase.split()
        light = LIGHT_VERBS.get(lang, set())
        rest = [word for word in words if word not in light]
        if len(rest) == 1 and len(words) == 2 and len(stems) == 2:
            stem = self.stemmer.stems(lang, rest)[0]
            if text.is_word(lang, stem):
                self.forms[lang, stem].setdefault(rest[0], 0)
                return stem, 1.0 if lang == "en" and words[0] in ("to", "a", "an", "the", "be") else LIGHT
        return None

    def belongs(self, lang, stem, phrase):
        """How much a word that shares a stem with a more frequent one speaks for it (hospitality, hospital)."""
        counts, usual = self.counts[lang], self.usual.get((lang, stem))
        if lang != "en" or usual is None or text.fold(phrase) not in counts:
            return 1.0
        return max(0.2, min(1.0, (counts[text.fold(phrase)] / counts[usual]) ** 0.5))

    def add(self, left, a, right, b, weight, origin, most=False):
        """Adds evidence for two phrases; `most`: it counts once, however often it is said."""
        one, other = self.head(left, a), self.head(right, b)
        if not one or not other:
            return
        if origin == "dictionary" and (text.fold(a) in self.stop[left] or text.fold(b) in self.stop[right]):
            return
        pair = key(left, one[0], right, other[0])
        weight *= one[1] * other[1]
        if origin == "dictionary":
            weight *= self.belongs(left, one[0], a) * self.belongs(right, other[0], b)
        self.evidence[pair] = max(self.evidence[pair], weight) if most else self.evidence[pair] + weight
        if origin != "dictionary" or pair not in self.origin:
            self.origin[pair] = origin

    def dictionaries(self, folder):
        rows = list(text.dictionaries(folder))
        for lang in text.LANGUAGES:
            self.stemmer.learn(
                lang,
                {
                    text.fold(phrase.split("(")[0].strip())
                    for left, a, right, b, _, _ in rows
                    for one, phrase in ((left, a), (right, b))
                    if one == lang and len(phrase.split()) <= 2
                },
            )
        for left, a, right, b, sources, kind in rows:
            if len(a.split()) > 2 or len(b.split()) > 2:
                continue
            for lang, phrase in ((left, a), (right, b)):
                if phrase.islower() and (head := self.head(lang, phrase)):
                    self.common.add((lang, head[0]))
            real = [source for source in sources if not source.startswith("pivot")]
            weight = CLASS[kind] + (FURTHER * (len(real) - 1) if kind == "D" else 0)
            self.add(left, a, right, b, weight, "dictionary", most=True)

    def table(self, path):
        for row in text.table(path):
            self.row(row, "hand")

    def row(self, row, origin):
        for left, right in itertools.combinations(row, 2):
            for (i, a), (j, b) in itertools.product(enumerate(row[left]), enumerate(row[right])):
                self.add(left, a, right, b, HAND if i == j == 0 else HAND_OTHER, origin, most=True)

    def is_common(self, lang, form):
        head = self.head(lang, form)
        return head is not None and (lang, head[0]) in self.common

    def names(self, path, language_folder):
        """Well-known names: those of persons join only scripts in which they do not sound alike."""
        kinds = [line.split("\t")[0] for line in open(path, encoding="utf-8") if not line.startswith("#")][1:]
        for kind, row in zip(kinds, text.table(path)):
            if kind == "person":
                for lang, forms in row.items():
                    row[lang] = [form for form in forms if not self.is_common(lang, form)]
                for left, right in itertools.combinations(row, 2):
                    if left not in ALPHABETIC or right not in ALPHABETIC:
                        self.row({left: row[left], right: row[right]}, "names")
            else:
                self.row(row, "names")
        lists = text.name_lists(language_folder, text.LANGUAGES)
        for left, right in itertools.combinations(text.LANGUAGES, 2):
            for entry in lists[left].keys() & lists[right].keys():
                if entry[0] in NAME_KINDS:
                    for a, b in itertools.product(lists[left][entry], lists[right][entry]):
                        self.add(left, a, right, b, NAMED, "names", most=True)

    def corrections(self, path):
        for line in open(path, encoding="utf-8"):
            fields = line.split("#")[0].rstrip().split("\t")
            if len(fields) < 3:
                continue
            (left, a), (right, b) = fields[1].split(":", 1), fields[2].split(":", 1)
            if fields[0] == "add":
                self.add(left, a, right, b, HAND_OTHER if float((fields + ["1"])[3]) < 2 else HAND, "hand", most=True)
                continue
            a = self.stemmer.stems(left, [text.fold(a)])[0]
            if b == "*":
                self.forbidden_all.add((left, a, right))
            else:
                self.forbidden.add(key(left, a, right, self.stemmer.stems(right, [text.fold(b)])[0]))

    def parallel(self, segments, stop):
        by_pair = defaultdict(Counter)
        for source, left, a, right, b in segments:
            by_pair[left, right][tuple(text.words(a)), tuple(text.words(b))] = 0.5 if source == "msdocs" else 1.5
        for (left, right), found in by_pair.items():
            for lang, side in ((left, 0), (right, 1)):
                self.stemmer.learn(lang, {word for pair in found for word in pair[side]})
            stemmed = [
                (self.stemmer.stems(left, a), self.stemmer.stems(right, b), weight) for (a, b), weight in found.items()
            ]
            stops = [set(self.stemmer.stems(lang, sorted(stop[lang]))) | stop[lang] for lang in (left, right)]
            for (a, b), (probability, count) in align.align(stemmed, stops).items():
                if count < LEAST_COUNT or not text.is_word(left, a) or not text.is_word(right, b):
                    continue
                pair = key(left, a, right, b)
                if pair in self.evidence or probability >= LEAST_ALONE and count >= 2 * LEAST_COUNT:
                    self.evidence[pair] += PARALLEL * probability * count / (count + 3)
                    self.origin.setdefault(pair, "parallel")


class Forms:
    """Which form stands for a stem: one that the dictionaries have, or else the most frequent."""

    def __init__(self, stemmer, listed, usual):
        self.stemmer, self.listed, self.usual = stemmer, listed, usual

    def of(self, lang, stem):
        """The form, which leads back to the stem; None if there is none."""
        found = self.listed[lang, stem]
        ranked = sorted(found, key=lambda form: (-found[form], len(form), form))
        for form in [*ranked, stem, self.usual.get((lang, stem), stem)]:
            if self.stemmer.phrase(lang, form) == [stem]:
                return form
        return None


def share(evidence):
    """Adds to each pair what the words that translate both say for it."""
    neighbours = defaultdict(lambda: defaultdict(dict))  # (lang, stem) -> lang -> {stem: evidence}
    for (left, a, right, b), weight in evidence.items():
        neighbours[left, a][right][b] = weight
        neighbours[right, b][left][a] = weight
    added = {}
    for (left, a, right, b), weight in evidence.items():
        one, other = neighbours[left, a], neighbours[right, b]
        alike = 0.0
        for lang in one.keys() & other.keys():
            x, y = one[lang], other[lang]
            both = sum(min(x[word], y[word]) for word in x.keys() & y.keys())
            alike += both / max(1e-9, min(sum(x.values()), sum(y.values())))
        added[left, a, right, b] = SHARED * alike / (1 + alike)
    for pair, weight in added.items():
        evidence[pair] += weight


def write(path, evidence, origin, forms, frequency, forbidden_all):
    """Lines `word` and `pair` for pack_lexicon, translations of a word likeliest first."""
    rank = {}
    for lang, most in VOCABULARY.items():
        known = {
            stem for pair in evidence for one, stem in (pair[:2], pair[2:]) if one == lang
        }
        rank[lang] = set(sorted(known, key=lambda stem: (-frequency[lang, stem], stem))[:most])
    important = {pair for pair in evidence if origin.get(pair) in ("hand", "names")}
    for left, a, right, b in important:
        rank.get(left, set()).add(a)
        rank.get(right, set()).add(b)
    table = defaultdict(dict)  # (from, stem, to) -> {stem: evidence}
    for (left, a, right, b), weight in evidence.items():
        if a not in rank.get(left, {a}) or b not in rank.get(right, {b}):
            continue
        if left not in text.CORE and right not in text.CORE:
            continue
        table[left, a, right][b] = weight
        table[right, b, left][a] = weight
    # A word that is frequent is likelier to be what stands behind its translation.
    usual = lambda lang, stem: 1 + 0.25 * math.log10(1 + frequency[lang, stem])
    back = {}
    for (source, stem, target), found in table.items():
        total = sum(weight * usual(target, other) for other, weight in found.items()) + DOUBT
        for other, weight in found.items():
            back[target, other, source, stem] = weight * usual(target, other) / total
    words, lines = set(), []
    for (source, stem, target), found in sorted(table.items()):
        if (source, stem, target) in forbidden_all:
            continue
        forward = sum(weight * usual(target, other) for other, weight in found.items())
        ranked = []
        for other, weight in found.items():
            share, sure = weight * usual(target, other) / forward, back[source, stem, target, other]
            ranked.append((math.sqrt(share * sure), share, sure, other))
        ranked.sort(key=lambda one: (-one[0], one[3]))
        most = MOST["core" if source in text.CORE and target in text.CORE else "other"]
        best = max(one[1] for one in ranked)
        for place, (_, share, sure, other) in enumerate(ranked[:MOST_BY_HAND]):
            pair = key(source, stem, target, other)
            likely = place < most and share >= LEAST_SHARE * best and sure >= LEAST_BACK
            if not likely and origin.get(pair) != "hand":
                continue
            words |= {(source, stem), (target, other)}
            lines.append((source, stem, target, other, sure, origin.get(pair, "dictionary")))
    with open(path, "w", encoding="utf-8") as out:
        named = {word: forms.of(*word) for word in sorted(words)}
        for (lang, stem), form in named.items():
            if form:
                out.write(f"word\t{lang}\t{stem}\t{form}\n")
        for source, stem, target, other, sure, kind in lines:
            if not named[source, stem] or not named[target, other]:
                continue
            out.write(f"pair\t{source}\t{stem}\t{target}\t{other}\t{sure:.4f}\t{kind}\n")


if __name__ == "__main__":
    main()
