"""Which words and sentences do the sources hold?

Reads the texts that the lexicon is made from, folds words the way the program
does, and asks the program for stems.
"""

import json
import lzma
import re
import subprocess
from collections import Counter
from pathlib import Path

# The first four are translated into one another and into all others; the
# others into the first four, and by way of them into one another.
CORE = ("ru", "kk", "en", "ky")
LANGUAGES = (*CORE, "uz", "tr", "uk", "az", "tt", "zh", "ja", "ko")
PAIRS = (("kk", "ru"), ("kk", "en"), ("ru", "en"))
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
LETTERS = {
    "ru": "а-я",
    "kk": "а-яәғқңөұүһі",
    "ky": "а-яңөү",
    "en": "a-z'",
    "uz": "a-z'",
    "tr": "a-zçğıöşüâîû",
    "uk": "а-яґєії'",
    "az": "a-zəçğıöşü",
    "tt": "а-яәҗңөүһ",
    "zh": "\u3400-\u9fff",
    "ja": "\u3005-\u3007\u3041-\u30ff\u3400-\u9fff",
    "ko": "\uac00-\ud7a3",
}
# A segment that shares this many words in a row with a page counts as taken from it.
RUN = 6
IN_ALPHABET = {lang: re.compile(f"[{letters}]+(-[{letters}]+)?") for lang, letters in LETTERS.items()}
APOSTROPHES = re.compile("[’‘ʼʻʹ`´＇]")


def fold(word):
    """A word as the program's analysis folds it: lower case, ё→е, one apostrophe."""
    return APOSTROPHES.sub("'", word).replace("İ", "i").lower().replace("ё", "е")


def words(text):
    """The folded words of a text, in order."""
    return [fold(word) for word in WORD.findall(APOSTROPHES.sub("'", text))]


def is_word(lang, word):
    """Whether a word is written in the language's letters alone."""
    return IN_ALPHABET[lang].fullmatch(word) is not None


class Stemmer:
    """The program's own stems, through `trainers/stem_words.rs`, with a memo."""

    def __init__(self, binary):
        self.binary = binary
        self.memo = {lang: {} for lang in LANGUAGES}

    def learn(self, lang, phrases):
        """Asks for the stems of many phrases at once: a call for each would be slow."""
        memo = self.memo[lang]
        missing = sorted({phrase for phrase in phrases if phrase not in memo})
        if missing:
            run = subprocess.run(
                [self.binary, lang], input="\n".join(missing) + "\n", capture_output=True, text=True, check=True
            )
            for line in run.stdout.splitlines():
                phrase, stems = line.split("\t")
                memo[phrase] = stems.split()

    def phrase(self, lang, phrase):
        """The stems of a phrase's words."""
        if phrase not in self.memo[lang]:
            self.learn(lang, [phrase])
        return self.memo[lang].get(phrase, [])

    def stems(self, lang, forms):
        """The stem of each form, which is one word."""
        self.learn(lang, forms)
        return [(self.memo[lang].get(form) or [form])[0] for form in forms]


def excluded_runs(folders):
    """The runs of up to RUN words in the texts of retrieval folders (corpus.*.jsonl), by language."""
    found = {lang: set() for lang in LANGUAGES}
    for folder in folders:
        for path in Path(folder).glob("corpus.*.jsonl"):
            runs = found[path.name.split(".")[1]]
            for line in path.open():
                record = json.loads(line)
                for part in (str(record.get("title", "")), record["text"]):
                    text = words(part)
                    for length in range(1, RUN + 1):
                        runs.update(hash(tuple(text[at : at + length])) for at in range(len(text) - length + 1))
    return found


def is_excluded(runs, text):
    """Whether the texts hold any RUN words of this one in a row, or all of it if it is shorter."""
    text = words(text)
    return any(hash(tuple(text[at : at + RUN])) in runs for at in range(max(1, len(text) - RUN + 1)))


def parallel(folder, excluded=None):
    """Yields (source, left language, left text, right language, right text).

    Segments of which either side stands in an excluded text are left out.
    """
    for left, right in PAIRS:
        for line in (Path(folder) / f"{left}-{right}.tsv").open():
            source, a, b = line.rstrip("\n").split("\t")
            if excluded and (is_excluded(excluded[left], a) or is_excluded(excluded[right], b)):
                continue
            yield source, left, a, right, b


def dictionaries(folder):
    """Yields (language, phrase, language, phrase, sources, class) of the files A-B.tsv.xz."""
    for path in sorted(Path(folder).glob("??-??.tsv.xz")):
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                left, a, right, b, sources, kind, *_ = line.rstrip("\n").split("\t")
                if left in LANGUAGES and right in LANGUAGES:
                    yield left, a, right, b, sources.split("+"), kind


def table(path):
    """Yields {language: [phrase, ...]} of a hand-written table with a header of language codes."""
    lines = [line.rstrip("\n") for line in open(path, encoding="utf-8") if not line.startswith("#")]
    header = lines[0].split("\t")
    for line in lines[1:]:
        fields = dict(zip(header, line.split("\t")))
        yield {
            lang: [form.strip() for form in fields[lang].split("|") if form.strip() not in ("", "-")]
            for lang in LANGUAGES
            if lang in fields
        }


def name_lists(language_folder, langs):
    """The names.tsv files: {lang: {(kind, key): [form, ...]}}."""
    lists = {}
    for lang in langs:
        forms = lists.setdefault(lang, {})
        for line in (Path(language_folder) / lang / "names.tsv").open():
            fields = line.rstrip("\n").split("\t")
            if line.startswith("#") or len(fields) < 3 or "exact" in fields[3:]:
                continue
            forms.setdefault((fields[0], fields[1]), []).append(fields[2])
    return lists


def frequencies(bench, kazakh_news, parallel_folder):
    """{lang: {folded form: frequency per million words}} of running text."""
    found = {lang: Counter() for lang in LANGUAGES}
    from wordfreq import get_frequency_dict

    for lang in ("ru", "en", "uk", "tr", "zh", "ja", "ko"):
        size = "small" if lang in ("tr", "ko") else "large"
        for form, share in get_frequency_dict(lang, size).items():
            found[lang][fold(form)] += share * 1e6
    for path in bench:
        with lzma.open(path, "rt") as lines:
            for line in lines:
                record = json.loads(line)
                if record["lang"] in ("kk", "ky", "uz", "tt"):
                    found[record["lang"]].update(words(record["text"]))
    for path in kazakh_news:
        tokens = (line.split(" ")[0] for line in Path(path).open())
        found["kk"].update(words(" ".join(tokens)))
    for source, left, a, right, b in parallel(parallel_folder):
        for lang, text in ((left, a), (right, b)):
            if lang == "kk" and source != "msdocs":
                found["kk"].update(words(text))
    for lang in ("kk", "ky", "uz", "tt"):
        total = sum(found[lang].values()) or 1
        found[lang] = Counter({form: count * 1e6 / total for form, count in found[lang].items()})
    return found
