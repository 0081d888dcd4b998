"""Languages and how well somebody speaks them, as résumés say it: to the codes and four levels of a profile, and back.

The levels, by the Interagency Language Roundtable scale that LinkedIn's five words come from and by the Common
European Framework; where a word lies between two levels it is read as the lower.

| basic | intermediate | advanced | fluent |
| --- | --- | --- | --- |
| elementary (ILR 1) | limited working (2) | professional working (3) | full professional (4), native or bilingual (5) |
| A1, A2 | B1, B2 | C1 | C2 |
"""

import re

from careerplan.interop.foreign import fold
from careerplan.interop.foreign_standings import read_standing

_NAMES = {
    "en": "English, anglais, inglés, inglês, Englisch",
    "fr": "French, français, francés, francês, Französisch",
    "es": "Spanish, espagnol, español, espanhol, castellano, Spanisch",
    "pt": "Portuguese, portugais, portugués, português, Portugiesisch",
    "de": "German, allemand, alemán, alemão, Deutsch",
    "it": "Italian, italien, italiano, Italienisch",
    "nl": "Dutch, néerlandais",
    "pl": "Polish, polonais",
    "ru": "Russian, russe",
    "uk": "Ukrainian, ukrainien",
    "ar": "Arabic, arabe",
    "fa": "Persian, Farsi, persan",
    "he": "Hebrew, hébreu",
    "hi": "Hindi",
    "ur": "Urdu, ourdou",
    "pa": "Punjabi, Panjabi, pendjabi",
    "gu": "Gujarati",
    "bn": "Bengali, Bangla",
    "ta": "Tamil, tamoul",
    "te": "Telugu",
    "tl": "Tagalog, Filipino",
    "zh": "Chinese, chinois, Mandarin, Mandarin Chinese",
    "yue": "Cantonese, cantonais",
    "ja": "Japanese, japonais",
    "ko": "Korean, coréen",
    "vi": "Vietnamese, vietnamien",
    "tr": "Turkish, turc",
    "el": "Greek, grec",
    "ro": "Romanian, roumain",
    "hu": "Hungarian, hongrois",
    "so": "Somali",
    "sw": "Swahili",
    "ht": "Haitian Creole, créole haïtien",
    "cr": "Cree, cri",
    "oj": "Ojibwe, Ojibwa, Anishinaabemowin",
    "iu": "Inuktitut",
    "ase": "American Sign Language, ASL",
    "fcs": "Quebec Sign Language, LSQ, langue des signes québécoise",
}
_LEVELS = {
    "basic": (
        "basic, beginner, elementary, elementary proficiency, novice, a1, a2, débutant, notions, básico, "
        "Grundkenntnisse, compétence élémentaire, competencia básica"
    ),
    "intermediate": (
        "intermediate, limited working, limited working proficiency, conversational, b1, b2, intermédiaire, "
        "intermedio, compétence professionnelle limitée, competencia básica limitada"
    ),
    "advanced": (
        "advanced, professional working, professional working proficiency, professional, upper advanced, c1, avancé, "
        "avanzado, compétence professionnelle, competencia profesional"
    ),
    "fluent": (
        "fluent, full professional, full professional proficiency, native, native speaker, native or bilingual, "
        "native or bilingual proficiency, native/bilingual, bilingual, mother tongue, first language, c2, "
        "native language, courant, bilingue, langue maternelle, "
        "bilingue ou langue natale, compétence professionnelle complète, nativo, "
        "competencia bilingüe o nativa, competencia profesional completa, Muttersprache, fließend"
    ),
}


_CODES = {fold(each): code for code, names in _NAMES.items() for each in (*names.split(", "), code)}
_RATINGS = {fold(each): rating for rating, words in _LEVELS.items() for each in words.split(", ")}


def language_code(text: str) -> str | None:
    """Return the ISO 639 code of a language by its name or code, "English (Canada)" too; None if it is not known."""
    return _CODES.get(fold(text)) or _CODES.get(fold(re.sub(r"\s*\(.*?\)", "", text)))


def language_name(code: str) -> str:
    """Return the English name of a language, or what was given where it has none here."""
    return _NAMES[code].partition(",")[0] if code in _NAMES else code


def rating(text: str) -> str | None:
    """Return the level that a word of fluency means; None where it is not sure, as while it is in progress."""
    if read_standing(text)[1]:
        return None
    return _RATINGS.get(fold(text)) or _RATINGS.get(fold(re.sub(r"\s*\(.*?\)", "", text)))
