"""Error values that a formula leaves in a cell, in the languages of Excel and LibreOffice."""

import re

from em_desktop.roster.folding import folded

_NOTHING_FOUND = "a look-up found nothing"
_CELL_GONE = "its formula refers to a cell that is gone"
_WRONG_KIND = "its formula met a text where it needs a number"
_UNKNOWN_NAME = "its formula uses a name that the spreadsheet does not know"
_BY_ZERO = "its formula divides by zero or by an empty cell"
_NO_NUMBER = "its formula has no possible result"
_NO_OVERLAP = "its formula refers to ranges that do not meet"
_NO_ROOM = "its formula has no room for all of its results"
_OTHER = "its formula could not be worked out"
_NARROW = "the column was too narrow when this was copied"

_WORDS = {
    _NOTHING_FOUND: "#n/a #nv #n/d #n/d! #n/b #i/t #saknas! #puuttuu! #není_k_dispozici #hiányzik "
    "#yok #н/д #n/v",
    _CELL_GONE: "#ref! #bezug! #¡ref! #rif! #verw! #adr! #referens! #reference! #viittaus! "
    "#odkaz! #hiv! #başv! #ссылка! #ссыл!",
    _WRONG_KIND: "#value! #wert! #valeur! #¡valor! #valor! #valore! #waarde! #arg! #värdefel! "
    "#værdi! #verdi! #arvo! #hodnota! #érték! #değer! #знач!",
    _UNKNOWN_NAME: "#name? #nom? #¿nombre? #nome? #naam? #nazwa? #namn? #navn? #nimi? #název? "
    "#név? #ad? #имя?",
    _BY_ZERO: "#div/0! #¡div/0! #deel/0! #dziel/0! #division/0! #jako/0! #dělení_nulou! "
    "#zéróosztó! #sayi/0! #дел/0!",
    _NO_NUMBER: "#num! #zahl! #nombre! #¡num! #núm! #getal! #liczba! #ogiltigt! #tall! #luku! "
    "#číslo! #szám! #sayi! #число!",
    _NO_OVERLAP: "#null! #nul! #¡nulo! #nulo! #nullo! #leeg! #zero! #skärning! #tyhjä! #boş! "
    "#пусто!",
    _NO_ROOM: "#spill! #überlauf! #propagation! #¡desbordamiento! #überl! #перенос!",
    _OTHER: "#calc! #kalk! #¡calc! #field! #feld! #unknown! #blocked! #blockiert! #connect! "
    "#busy! #getting_data #error! #fehler! #erreur! #python!",
}
_REASONS = {folded(word): reason for reason, words in _WORDS.items() for word in words.split()}
_NUMBERED = re.compile(r"(?:err|fehler|erreur|erro|errore|error):[0-9]{3}")
_HASHES = re.compile("#{3,}")
_LONGEST = 24


def error_reason(text: str) -> str:
    """Say why a cell holds an error value, in a part of a sentence; empty where it holds none.

    Args:
        text: a cell, such as ``#REF!``, ``#BEZUG!``, ``Err:502`` or ``####``.
    """
    if len(text) > _LONGEST or ("#" not in text and ":" not in text):
        return ""
    text = folded(text)
    if text in _REASONS:
        return _REASONS[text]
    if _HASHES.fullmatch(text):
        return _NARROW
    return _OTHER if _NUMBERED.fullmatch(text) else ""
