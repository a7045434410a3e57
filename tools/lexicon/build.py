"""Makes the list of word pairs that `examples/pack_lexicon.rs` packs into the lexicon.

See README.md beside this file for the command, and manifest.tsv for the
sources and their licences.
"""

import argparse
import itertools
import pickle
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

import align
import text
import vectors
import vocabulary

CANDIDATES = 12
# How many stems by frequency; listed dictionary words come on top.
MOST = {"ru": 20000, "kk": 20000, "en": 20000, "ky": 6000}
FREQUENCY_BONUS = 0.04
TEMPERATURE = 0.07
# The share of the parallel sentences where they have seen both words often.
PARALLEL_SHARE = 0.5
PARALLEL_DOUBT = 2.0
# The share of a list that names both words under one key.
NAME_SHARE = 0.7
# A word that does not translate back counts as if it did with this weight.
BACK = 0.02
# The share of translations by way of a third of these languages.
PIVOT_SHARE = 0.3
PIVOTS = ("ru", "kk", "en")
NAME_KINDS = {"country", "city", "month", "weekday", "currency", "demonym", "language", "region", "glossary", "org"}


def main():
    options = arguments()
    stemmer = text.Stemmer(options.stem_words)
    stop = {lang: stop_stems(options.language, lang, stemmer) for lang in text.LANGUAGES}
    excluded = text.excluded_runs(options.exclude) if options.exclude else None
    segments = list(text.parallel(options.parallel, excluded))
    names = text.name_lists(options.language, text.LANGUAGES)
    symbols = text.annotations(options.annotations, text.LANGUAGES)
    vocabularies = read_vocabularies(options, stemmer, segments, names, symbols)
    for lang, known in vocabularies.items():
        print(lang, len(known.stems), "stems", flush=True)
    listed = listed_pairs(names, symbols, stemmer)
    aligned = align_all(options, segments, symbols, stemmer, stop)
    encoder = vectors.Encoder(options.work)
    spaces = {
        lang: vectors.stem_vectors(encoder, lang, known, vocabulary.FORMS, lang in ("kk", "ky"))
        for lang, known in vocabularies.items()
    }
    spaces = whiten(spaces, vocabularies, listed, aligned)

    tables = {}
    for left, right in itertools.combinations(text.LANGUAGES, 2):
        tables.update(both_directions(left, right, vocabularies, spaces, listed, aligned))
    tables = pivot(agree(tables))
    with open(options.out, "w") as out:
        write_words(out, vocabularies)
        for (source, target), table in tables.items():
            write_pairs(out, source, target, vocabularies, table, tables[target, source])


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stem-words", required=True, help="the built example stem_words")
    parser.add_argument("--language", required=True, help="src/language")
    parser.add_argument("--bench", nargs="+", required=True, help="JSONL.xz of running text: lang, text")
    parser.add_argument("--kazakh-news", nargs="+", required=True, help="KazNERD: token and label a line")
    parser.add_argument("--lemmas", nargs="*", default=[], metavar="LANG=FILE", help="form, lemma, ... a line")
    parser.add_argument("--parallel", required=True, help="folder of aligned segments")
    parser.add_argument("--annotations", required=True, help="the package cldr-annotations-full")
    parser.add_argument("--exclude", nargs="*", help="folders of pages whose sentences must not be learned from")
    parser.add_argument("--work", required=True, help="folder for vectors that are computed once")
    parser.add_argument("--out", required=True, help="the list of entries to write")
    return parser.parse_args()


def stop_stems(folder, lang, stemmer):
    lines = (Path(folder) / lang / "stop.txt").read_text().splitlines()
    words = [line.split("#")[0].strip() for line in lines]
    words = [word for word in words if word]
    return set(words) | set(stemmer.stems(lang, words))


def read_vocabularies(options, stemmer, segments, names, symbols):
    news, documentation = text.running_text(options.bench, options.kazakh_news)
    sentences = {lang: Counter() for lang in text.LANGUAGES}
    for source, left, a, right, b in segments:
        target = documentation if source == "msdocs" else sentences
        target[left].update(text.words(a))
        target[right].update(text.words(b))
    lemmas = defaultdict(set)
    for argument in options.lemmas:
        lang, path = argument.split("=", 1)
        lemmas[lang] |= {text.fold(line.split("\t")[1]) for line in open(path)}
    for lang in text.LANGUAGES:
        lemmas[lang] |= {form for forms in names[lang].values() for form in forms}
        for by_lang in symbols:
            lemmas[lang] |= {word for phrase in by_lang.get(lang, []) for word in text.words(phrase)}
    result = {}
    for lang in text.LANGUAGES:
        counts = vocabulary.frequencies(lang, news[lang], documentation[lang], sentences[lang])
        listed = sorted(word for word in lemmas[lang] if text.is_word(lang, word) and len(word) > 2)
        result[lang] = vocabulary.vocabulary(lang, counts, listed, stemmer, MOST[lang])
    return result


def listed_pairs(names, symbols, stemmer):
    """Stems that a list gives under one key: {(left, right): {(stem, stem): kind}}."""
    for lang in text.LANGUAGES:  # all at once: a call for each word would be slow
        phrases = [form for forms in names[lang].values() for form in forms]
        phrases += [by_lang[lang][0] for by_lang in symbols if lang in by_lang]
        stemmer.stems(lang, {word for phrase in phrases for word in text.words(phrase)})
    pairs = defaultdict(dict)
    for left, right in itertools.combinations(text.LANGUAGES, 2):
        for key in names[left].keys() & names[right].keys():
            if key[0] not in NAME_KINDS:
                continue
            for a, b in itertools.product(names[left][key], names[right][key]):
                add_listed(pairs, left, right, a, b, key[0], stemmer)
        for by_lang in symbols:
            if left in by_lang and right in by_lang:
                add_listed(pairs, left, right, by_lang[left][0], by_lang[right][0], "symbol", stemmer)
    return pairs


def add_listed(pairs, left, right, a, b, kind, stemmer):
    a, b = text.words(a), text.words(b)
    if len(a) == 1 and len(b) == 1:
        pair = (stemmer.stems(left, a)[0], stemmer.stems(right, b)[0])
        pairs[left, right].setdefault(pair, kind)


def align_all(options, segments, symbols, stemmer, stop):
    """{(left, right): {(stem, stem): (probability, count)}} for all language pairs."""
    by_pair = defaultdict(Counter)
    for source, left, a, right, b in segments:
        weight = 0.5 if source == "msdocs" else 1.5
        by_pair[order(left, right)][orient(left, right, tuple(text.words(a)), tuple(text.words(b)))] = weight
    for left, right in itertools.combinations(text.LANGUAGES, 2):
        for by_lang in symbols:
            a, b = by_lang.get(left, []), by_lang.get(right, [])
            if a and b:
                by_pair[left, right][tuple(text.words(a[0])), tuple(text.words(b[0]))] += 1.5
                a, b = (tuple(word for phrase in phrases[1:] for word in text.words(phrase)) for phrases in (a, b))
                by_pair[left, right][a, b] += 0.7
    result = {}
    for (left, right), found in by_pair.items():
        cache = Path(options.work) / f"aligned.{left}-{right}{'.excluded' if options.exclude else ''}.pickle"
        if cache.exists():
            result[left, right] = pickle.loads(cache.read_bytes())
            continue
        stemmer.stems(left, {word for a, _ in found for word in a})
        stemmer.stems(right, {word for _, b in found for word in b})
        stems = [(stemmer.stems(left, a), stemmer.stems(right, b), weight) for (a, b), weight in found.items()]
        result[left, right] = align.align(stems, (stop[left], stop[right]))
        cache.write_bytes(pickle.dumps(result[left, right]))
        print("aligned", left, right, len(stems), "segments", len(result[left, right]), "pairs", flush=True)
    return result


def order(left, right):
    return tuple(sorted((left, right), key=text.LANGUAGES.index))


def orient(left, right, a, b):
    return (a, b) if (left, right) == order(left, right) else (b, a)


def whiten(spaces, vocabularies, listed, aligned):
    places = {lang: {stem: at for at, stem in enumerate(known.stems)} for lang, known in vocabularies.items()}
    pairs = []
    for left, right in itertools.combinations(text.LANGUAGES, 2):
        known = {pair for pair, kind in listed[left, right].items() if kind != "city"}
        known |= {pair for pair, (p, count) in aligned.get((left, right), {}).items() if p > 0.35 and count > 3}
        known = [(places[left][a], places[right][b]) for a, b in sorted(known) if a in places[left] and b in places[right]]
        if known:
            a, b = np.array(known).T
            pairs.append((spaces[left][a], spaces[right][b]))
            print("known translations", left, right, len(known), flush=True)
    transformation = vectors.whitening(pairs)
    return {lang: vectors.unit(space @ transformation) for lang, space in spaces.items()}


def write_words(out, vocabularies):
    for lang, known in vocabularies.items():
        for number in range(len(known.stems)):
            print("word", lang, known.representative(number), sep="\t", file=out)


def both_directions(left, right, vocabularies, spaces, listed, aligned):
    """{(source, target): [{number: (weight, origin)} per source stem]} for both directions."""
    a, b = spaces[left], spaces[right]
    hubs = vectors.hubness(a, b), vectors.hubness(b, a)
    bonus = [
        np.array(FREQUENCY_BONUS * np.log(np.array(vocabularies[lang].frequency()) + 0.1), np.float32)
        for lang in (left, right)
    ]
    listed, aligned = listed[left, right], aligned.get((left, right), {})
    there = vectors.nearest(a, b, bonus[1], hubs[0], hubs[1], CANDIDATES)
    back = vectors.nearest(b, a, bonus[0], hubs[1], hubs[0], CANDIDATES)
    turned = {pair[::-1]: kind for pair, kind in listed.items()}, {pair[::-1]: one for pair, one in aligned.items()}
    return {
        (left, right): direction(vocabularies[left], vocabularies[right], there, listed, aligned),
        (right, left): direction(vocabularies[right], vocabularies[left], back, *turned),
    }


def direction(known, other, near, listed, aligned):
    place = {stem: at for at, stem in enumerate(other.stems)}
    by_listed, by_aligned = defaultdict(set), defaultdict(dict)
    for a, b in listed:
        if b in place:
            by_listed[a].add(place[b])
    for (a, b), (probability, count) in aligned.items():
        if b in place:
            by_aligned[a][place[b]] = (probability, count)
    numbers, scores = near
    similar = np.exp((scores - scores[:, :1]) / TEMPERATURE)
    similar /= similar.sum(axis=1, keepdims=True)
    return [
        mix(numbers[at], similar[at], by_aligned.get(stem, {}), by_listed.get(stem, ()))
        for at, stem in enumerate(known.stems)
    ]


def shares(weights):
    """The heaviest translations of a word, with weights that sum to 1."""
    heaviest = sorted(weights.items(), key=lambda one: -one[1][0])[:CANDIDATES]
    total = sum(weight for _, (weight, _) in heaviest)
    return {number: (weight / total, origin) for number, (weight, origin) in heaviest}


def agree(tables):
    """Prefers translations that translate back."""
    return {
        (source, target): [
            shares({
                number: (np.sqrt(weight * (tables[target, source][number].get(at, (0.0,))[0] + BACK)), origin)
                for number, (weight, origin) in row.items()
            })
            for at, row in enumerate(table)
        ]
        for (source, target), table in tables.items()
    }


def pivot(tables):
    """Adds translations by way of a third language."""
    result = {}
    for (source, target), table in tables.items():
        middles = [lang for lang in PIVOTS if lang not in (source, target)]
        rows = result[source, target] = []
        for at, row in enumerate(table):
            weights = {number: ((1 - PIVOT_SHARE) * weight, origin) for number, (weight, origin) in row.items()}
            for middle in middles:
                for step, (first, _) in tables[source, middle][at].items():
                    for number, (second, _) in tables[middle, target][step].items():
                        weight, origin = weights.get(number, (0.0, "vectors"))
                        weights[number] = (weight + PIVOT_SHARE / len(middles) * first * second, origin)
            rows.append(shares(weights))
    return result


def write_pairs(out, source, target, vocabularies, table, back):
    known, other = vocabularies[source], vocabularies[target]
    for at, row in enumerate(table):
        form = known.representative(at)
        for number, (weight, origin) in row.items():
            # Kyrgyz has few words: most words of the others find none there that means the same.
            if target == "ky" and at not in back[number]:
                continue
            if weight > 0.01:
                print(
                    "pair", source, form, target, other.representative(number), f"{weight:.4f}", origin, sep="\t", file=out
                )


def mix(numbers, similar, aligned, listed):
    """The translations of one word: {number: (weight, origin)}."""
    weights = {int(number): float(share) for number, share in zip(numbers, similar)}
    origins = dict.fromkeys(weights, "vectors")
    if aligned:
        total = sum(p for p, _ in aligned.values())
        seen = max(count for _, count in aligned.values())
        share = PARALLEL_SHARE * seen / (seen + PARALLEL_DOUBT)
        weights = {number: (1 - share) * weight for number, weight in weights.items()}
        for number, (p, _) in aligned.items():
            gain = share * p / total
            if gain > weights.get(number, 0.0):
                origins[number] = "parallel"
            weights[number] = weights.get(number, 0.0) + gain
    if listed:
        weights = {number: (1 - NAME_SHARE) * weight for number, weight in weights.items()}
        for number in listed:
            weights[number] = weights.get(number, 0.0) + NAME_SHARE / len(listed)
            origins[number] = "names"
    return {number: (weight, origins[number]) for number, weight in weights.items()}


if __name__ == "__main__":
    main()
