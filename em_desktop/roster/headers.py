"""What a column's header says: its words, in many languages, and its unit."""

import re
import unicodedata
from functools import lru_cache

from em_desktop.roster.folding import unaccented
from em_desktop.roster.options import Unit
from em_desktop.roster.units import UNIT_WORDS

_LONGEST = 120
_LONG_WORD = 5
_LONGEST_LETTERS = 3
_CAMEL = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_UNSPACED = re.compile(
    r"[\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]+"
)


@lru_cache(maxsize=4096)
def header_words(header: str) -> tuple[str, ...]:
    """Return the words of a header, without case and accents.

    ``childHeight`` gives ``child`` and ``height``; ``身長cm`` gives ``身長`` and ``cm``; digits and
    punctuation separate.
    """
    text = unicodedata.normalize("NFKC", header[:_LONGEST])
    text = _CAMEL.sub(" ", text)
    text = _UNSPACED.sub(lambda match: f" {match[0]} ", text)
    text = "".join(c if c.isalpha() or unicodedata.category(c)[0] == "M" else " " for c in text)
    words = (unaccented(word.casefold()) for word in text.split())
    return tuple(word for word in words if word)


def vocabulary(*words: str) -> frozenset[str]:
    """Return words as ``header_words`` would give them; each argument may hold several."""
    return frozenset(word for text in words for word in header_words(text))


def mentions(header: tuple[str, ...], words: frozenset[str]) -> int:
    """Tell how well the words of a header match a vocabulary.

    Returns:
        3 where the header is one of the words and nothing else, 2 where it holds one among
        others, 1 where a compound does (``Scheitelhöhe``, ``出生性别``), 0 where none is there.
    """
    if not header:
        return 0
    found = [word for word in header if word in words]
    if found:
        return 3 if len(found) == len(header) else 2
    return int(any(_holds(word, words) for word in header))


def _holds(compound: str, words: frozenset[str]) -> bool:
    unspaced, long_words = _parts(words)
    if _UNSPACED.fullmatch(compound):
        return any(word in compound for word in unspaced)
    return compound.endswith(long_words)


@lru_cache(maxsize=32)
def _parts(words: frozenset[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of scripts without spaces, and those long enough to end a compound."""
    unspaced = tuple(word for word in words if _UNSPACED.fullmatch(word))
    return unspaced, tuple(word for word in words if len(word) >= _LONG_WORD)


_HEADER_UNITS = {unaccented(word): unit for word, unit in UNIT_WORDS.items()}


def says_something(header: tuple[str, ...]) -> bool:
    """Tell whether a header has a word of its own, unlike ``Column AB``, ``V3`` and ``x``."""
    if header and header[0] in _GENERIC_WORDS:
        header = tuple(word for word in header[1:] if len(word) > _LONGEST_LETTERS)
    return any(len(word) > 1 or _UNSPACED.fullmatch(word) for word in header)


def may_name_heights(header: str) -> bool:
    """Tell whether a header says height, or says nothing."""
    words = header_words(header)
    return mentions(words, HEIGHT_WORDS) > 0 or not says_something(words)


def names_heights(header: str) -> bool:
    """Tell whether a header says height, and nothing of another number or of a date."""
    words = header_words(header)
    return mentions(words, HEIGHT_WORDS) > 0 and not mentions(words, OTHER_MEASURE_WORDS)


def unit_of_header(header: str) -> Unit | None:
    """Return the unit of length that a header names (``height_cm``, ``Height (in)``), or None.

    ``in`` counts only where no other unit is named: ``Größe in cm`` is in centimetres.
    """
    words = [word for word in header_words(header)[1:] if word in _HEADER_UNITS]
    certain = [word for word in words if word != "in"]
    return _HEADER_UNITS[(certain or words)[-1]] if words else None


_GENERIC_WORDS = vocabulary(
    "column col unnamed field variable var value values data number item measurement measure",
    "Spalte Wert Messwert colonne valeur columna valor colonna valore coluna kolom waarde",
    "列 値 数值",
)

HEIGHT_WORDS = vocabulary(
    "height heights ht hgt hght stature tall tallness bodyheight",
    "Größe Groesse Grösse Körpergröße Koerpergroesse Körperhöhe Länge",
    "taille hauteur stature",
    "altura estatura talla alzada alçada",
    "altezza statura",
    "lengte lichaamslengte",
    "längd kroppslängd høyde højde hoyde hojde pituus",
    "wzrost výška vyska magasság testmagasság visina înălțime inaltime височина ръст",
    "рост зріст",
    "ύψος ανάστημα",
    "boy boyu uzunluk",
    "الطول طول قامة گاه قد",
    "גובה",
    "लंबाई ऊंचाई ऊँचाई कद क़द",
    "身高 身長 신장 키",
    "ส่วนสูง ความสูง",
    "tinggi",
)
"""Words for a person's height. ``boy`` is Turkish: the content decides."""

CATEGORY_WORDS = vocabulary(
    "gender sex sexes genders male female",
    "Geschlecht",
    "sexe genre",
    "género genero sexo",
    "genere sesso",
    "geslacht sekse",
    "kön køn kjønn kjonn koen sukupuoli",
    "płeć plec pohlaví pohlavie nem spol пол стать sugu lytis dzimums gen",
    "φύλο",
    "cinsiyet cins",
    "الجنس جنس النوع جنسیت",
    "מין מגדר",
    "लिंग",
    "性别 性別 성별 성",
    "เพศ",
    "kelamin",
    "giới",
)
"""Words for gender or sex."""

NAME_WORDS = vocabulary(
    "name names fullname firstname forename surname lastname student pupil",
    "Vorname Nachname Familienname Schüler Schülerin",
    "nom prénom noms prénoms élève",
    "nombre nombres apellido apellidos alumno alumna",
    "nome cognome sobrenome aluno aluna alunno studente",
    "naam voornaam achternaam leerling",
    "namn förnamn efternamn navn fornavn etternavn efternavn nimi elev",
    "imię nazwisko uczeń jméno příjmení meno név keresztnév ime prezime nume prenume",
    "имя фамилия фио ім'я прізвище ученик",
    "όνομα επώνυμο",
    "ad adı isim öğrenci adısoyadı",
    "الاسم اسم نام",
    "שם",
    "नाम छात्र",
    "姓名 名字 氏名 名前 学生 生徒 이름 성명 학생",
    "ชื่อ",
    "nama",
)
"""Words for a person's name."""

GROUP_WORDS = vocabulary(
    "class grade form section cohort group house team homeroom year yeargroup classroom tutor",
    "Klasse Gruppe Jahrgang Jahrgangsstufe Stufe Kurs",
    "classe groupe niveau",
    "clase curso grupo grado",
    "turma série ano",
    "sezione gruppo",
    "klas groep leerjaar",
    "klass klasse årskurs grupp trinn luokka ryhmä",
    "klasa grupa oddział třída trieda osztály razred",
    "класс группа клас",
    "τάξη τμήμα",
    "sınıf şube grup",
    "الصف الفصل صف فصل کلاس",
    "כיתה",
    "कक्षा वर्ग",
    "班级 班級 班 年级 年級 クラス 学年 組 학급 반 학년",
    "ชั้น ห้อง",
    "kelas lớp",
    "species breed",
)
"""Words for the group that a row belongs to: class, grade, team; the species of animals."""

AGE_WORDS = vocabulary(
    "age ages",
    "Alter Lebensalter",
    "âge edad idade età leeftijd ouderdom",
    "ålder alder ikä aldur vanus vecums amžius",
    "wiek věk vek starost kor életkor vârstă vârsta",
    "возраст вік възраст ηλικία",
    "yaş yaşı",
    "العمر عمر السن سن",
    "גיל",
    "उम्र आयु",
    "年龄 年齡 年齢 나이 연령",
    "อายุ",
    "umur usia tuổi",
)
"""Words for a person's age."""

MONTH_WORDS = vocabulary(
    "months month mths mos Monate Monaten Monat mois meses mesi maanden månader måneder kuukausi",
    "miesiące miesiącach miesięcy měsíce měsících hónap luni месяцы месяцев месяцах місяців",
    "ay شهر أشهر महीने 月龄 个月 月齢 개월 เดือน bulan tháng",
)
"""Words that tell that an age is in months."""

OTHER_PERSON_WORDS = vocabulary(
    "father mother parent midparent parents mid dad mum mom guardian spouse husband wife partner",
    "Vater Mutter Eltern père mère padre madre pai mãe moeder vader far mor ojciec matka",
    "отец мать anne baba 父 母",
    "teacher coach doctor file user row school sitting seated eye knee target ideal",
    "sibling brother sister reported rep self predicted expected",
)
"""Words that tell that a column is about someone or something else."""

OTHER_MEASURE_WORDS = vocabulary(
    "weight wt wgt mass kg lb lbs bmi age ages length width depth breadth girth waist hip chest",
    "wrist knee foot shoe span flipper bill beak wing tail pulse rate pressure temperature score",
    "points marks grade percent iq income salary price cost amount year date day month time",
    "minutes seconds duration waiting distance speed number count no nr id index code phone zip",
    "postcode",
    "Gewicht Masse Alter Breite Tiefe Umfang Punkte Note Jahr Datum Nummer Anzahl Preis Dauer",
    "poids âge largeur points année numéro note prix durée",
    "peso edad anchura puntos año número nota precio idade massa età larghezza anno numero",
    "gewicht leeftijd breedte vikt vekt ålder alder paino waga wiek вес возраст масса",
    "kilo yaş ağırlık 体重 年龄 年齢 分数 点数 체중 나이 وزن العمر वजन आयु उम्र",
)
"""Words for measurements other than height, and for numbers that are no measurement."""
