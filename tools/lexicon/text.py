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

LANGUAGES = ("ru", "kk", "en", "ky")
PAIRS = (("kk", "ru"), ("kk", "en"), ("ru", "en"))
WORD = re.compile(r"[^\W\d_]+(?:[-'][^\W\d_]+)*")
LETTERS = {
    "ru": "а-я",
    "kk": "а-яәғқңөұүһі",
    "ky": "а-яңөү",
    "en": "a-z",
}
# A segment that shares this many words in a row with a page counts as taken from it.
RUN = 6
IN_ALPHABET = {lang: re.compile(f"[{letters}]+(-[{letters}]+)?") for lang, letters in LETTERS.items()}


def fold(word):
    """A word as the program's analysis folds it: lower case, ё→е, one apostrophe."""
    return word.lower().replace("ё", "е").replace("’", "'")


def words(text):
    """The folded words of a text, in order."""
    return [fold(word) for word in WORD.findall(text.replace("’", "'"))]


def is_word(lang, word):
    """Whether a word is written in the language's letters alone."""
    return IN_ALPHABET[lang].fullmatch(word) is not None


class Stemmer:
    """The program's own stems, through `examples/stem_words.rs`, with a memo."""

    def __init__(self, binary):
        self.binary = binary
        self.memo = {lang: {} for lang in LANGUAGES}

    def stems(self, lang, forms):
        """The stem of each form."""
        memo = self.memo[lang]
        missing = sorted({form for form in forms if form not in memo})
        if missing:
            run = subprocess.run(
                [self.binary, lang], input="\n".join(missing) + "\n", capture_output=True, text=True, check=True
            )
            memo.update(line.split("\t") for line in run.stdout.splitlines())
        return [memo[form] for form in forms]


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


def annotations(package, langs):
    """CLDR's short names and keywords of symbols: per symbol {lang: [phrase, ...]}, the name first."""
    found = {}
    for lang in langs:
        path = Path(package) / "annotations" / lang / "annotations.json"
        for symbol, entry in json.loads(path.read_text())["annotations"]["annotations"].items():
            phrases = entry.get("tts", []) + entry.get("default", [])
            found.setdefault(symbol, {})[lang] = list(dict.fromkeys(phrases))
    return [by_lang for by_lang in found.values() if len(by_lang) > 1]


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


def running_text(bench, kazakh_news):
    """Counts of the words of the running texts: (news, documentation), each {lang: Counter}."""
    news = {lang: Counter() for lang in LANGUAGES}
    documentation = {lang: Counter() for lang in LANGUAGES}
    for path in bench:
        with lzma.open(path, "rt") as lines:
            for line in lines:
                record = json.loads(line)
                lang = record["lang"]
                (news if lang == "kk" else documentation)[lang].update(words(record["text"]))
    for path in kazakh_news:
        tokens = (line.split(" ")[0] for line in Path(path).open())
        news["kk"].update(words(" ".join(tokens)))
    return news, documentation
