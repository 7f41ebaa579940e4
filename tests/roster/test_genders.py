import pytest

from em_desktop.roster.folding import letters
from em_desktop.roster.genders import DECLINED, OWN_VALUES, WORDS, Gender, meanings_of

F, M = Gender.FEMALE, Gender.MALE

FEMALE = ["female", "Girl", "woman", "weiblich", "Mädchen", "Frau", "fille", "féminin", "feminin"]
FEMALE += ["femme", "mujer", "niña", "femenino", "menina", "feminino", "donna", "femmina", "vrouw"]
FEMALE += ["meisje", "kvinna", "kvinde", "kvinne", "nainen", "kobieta", "žena", "nő", "женский"]
FEMALE += ["Ж енский", "жінка", "γυναίκα", "Kadın", "KADIN", "kız", "أنثى", "زن", "נקבה", "महिला"]
FEMALE += ["女", "女性", "여자", "หญิง", "nữ", "perempuan"]
MALE = ["male", "Boy", "man", "männlich", "Junge", "Herr", "garçon", "masculin", "homme", "hombre"]
MALE += ["niño", "masculino", "menino", "uomo", "maschio", "jongen", "pojke", "dreng", "mies"]
MALE += ["mężczyzna", "mezczyzna", "muž", "férfi", "мужской", "чоловік", "άνδρας", "erkek", "ذكر"]
MALE += ["مرد", "זכר", "पुरुष", "男", "男性", "남자", "ชาย", "nam", "laki-laki"]


@pytest.mark.parametrize(("words", "gender"), [(FEMALE, F), (MALE, M)], ids=["female", "male"])
def test_words_of_many_languages(words: list[str], gender: Gender) -> None:
    keys = [letters(word) for word in words]
    meanings = meanings_of(keys)
    assert [key for key in keys if meanings.get(key) is not gender] == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ("F M female", {"f": F, "m": M}),
        ("w m weiblich", {"w": F, "m": M}),
        ("H M hombre mujer", {"h": M, "m": F}),
        ("H F homme", {"h": M, "f": F}),
        ("K M kobieta", {"k": F, "m": M}),
        ("K E kadın", {"k": F, "e": M}),
        ("J M meisje jongen", {"j": M, "m": F}),
        ("V M vrouw", {"v": F, "m": M}),
        ("P D pige", {"p": F, "d": M}),
        ("F N férfi", {"f": M, "n": F}),
        ("м ж мужской", {"м": M, "ж": F}),
        ("P L perempuan", {"p": F, "l": M}),
        ("V M moteris", {"v": M, "m": F}),
    ],
)
def test_letters_are_understood_beside_words(values: str, expected: dict[str, Gender]) -> None:
    meanings = meanings_of([letters(value) for value in values.split()])
    assert {key: meanings.get(key) for key in expected} == expected


@pytest.mark.parametrize("values", ["M mujer", "M Mädchen", "V M", "P"])
def test_letters_that_stay_in_doubt_have_no_meaning(values: str) -> None:
    keys = [letters(value) for value in values.split()]
    meanings = meanings_of(keys, is_gender=True)
    assert not [key for key in keys if len(key) == 1 and key in meanings]


def test_letters_alone_mean_gender_only_where_the_header_says_so() -> None:
    assert meanings_of("fmwt") == {}
    assert meanings_of("fm", is_gender=True) == {"f": F, "m": M}


def test_vocabularies_do_not_overlap() -> None:
    assert not OWN_VALUES & DECLINED
    assert not set(WORDS) & (OWN_VALUES | DECLINED)
