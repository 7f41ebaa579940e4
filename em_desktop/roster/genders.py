"""How people write gender: words and letters of many languages, and what they mean together.

Words are clear; letters are not. ``M`` is male beside ``F`` (English), female beside ``H``
(Spanish *hombre, mujer*) and beside ``J`` (Dutch *jongen, meisje*); so a letter is understood
only through the other values of its column, and is left alone where they do not settle it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from em_desktop.roster.folding import letters, unaccented


class Gender(StrEnum):
    """The two meanings in which spellings are merged; all other values stay as they are."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True)
class _Convention:
    """One way of writing gender: what a language's words and their initials mean."""

    meanings: Mapping[str, Gender]


_FEMALE_AND_MALE: tuple[tuple[str, str], ...] = (
    # English; the letters of many other languages too
    (
        "f female females feminine fem woman women girl girls lady gal femail w g",
        "m male males masculine masc man men boy boys guy gentleman b",
    ),
    # German
    (
        "w weiblich weibl f frau frauen mädchen maedchen madchen dame tochter schülerin",
        "m männlich maennlich mannlich männl mann männer herr junge jungen bub knabe sohn",
    ),
    ("m mädchen maedchen madchen", "j junge jungen"),
    # French
    ("f femme femmes féminin fille filles dame", "m h homme hommes masculin garçon garçons g"),
    # Spanish
    ("f femenino femenina mujer mujeres niña niñas chica", "m masculino hombre niño niños chico"),
    ("m mujer mujeres", "h hombre hombres v varón varones"),
    # Portuguese
    (
        "f feminino feminina mulher mulheres menina meninas rapariga moça",
        "m masculino homem homens menino meninos rapaz moço h",
    ),
    ("m mulher mulheres", "h homem homens"),
    # Italian
    (
        "f femmina femmine femminile donna donne ragazza",
        "m maschio maschi maschile uomo uomini ragazzo",
    ),
    ("d donna donne", "u uomo uomini"),
    # Dutch
    ("v vrouw vrouwen vrouwelijk meisje meisjes", "m man mannen mannelijk jongen jongens"),
    ("m meisje meisjes", "j jongen jongens"),
    # Swedish, Danish, Norwegian
    (
        "k kvinna kvinnor kvinnlig kvinde kvinder kvindelig kvinne kvinner kvinnelig flicka "
        "flickor pige piger jente jenter",
        "m man män manlig mand mænd mandlig mann menn mannlig pojke pojkar dreng drenge gutt "
        "gutter",
    ),
    ("f flicka flickor", "p pojke pojkar"),
    ("p pige piger", "d dreng drenge"),
    ("j jente jenter", "g gutt gutter"),
    # Finnish, Estonian
    ("n nainen naiset naisia naine", "m mies miehet mees"),
    ("t tyttö tytöt tüdruk", "p poika pojat poiss"),
    # Polish
    (
        "k kobieta kobiety żeńska żeńskie żeński dziewczyna dziewczynka",
        "m mężczyzna mężczyźni męska męskie męski chłopak chłopiec",
    ),
    ("d dziewczyna dziewczynka", "c chłopak chłopiec"),
    # Czech, Slovak
    ("ž žena ženy ženské dívka dievča holka z", "m muž muži mužské chlapec kluk"),
    # Slovene, Croatian, Serbian, Bosnian
    ("ž ženska ženski ženske djevojčica deklica z", "m moški muški muško dječak deček"),
    # Hungarian
    ("n nő nők lány női leány", "f férfi férfiak fiú"),
    # Romanian
    ("f feminin femeie femei fată", "m masculin bărbat bărbați băiat b"),
    # Lithuanian, Latvian
    ("m moteris mergina", "v vyras vaikinas berniukas"),
    ("s sieviete meitene", "v vīrietis zēns"),
    # Russian, Bulgarian; Ukrainian, Belarusian
    (
        "ж жен женский женская женщина девочка девушка жена женски",
        "м муж мужской мужчина мальчик парень юноша мъж мъжки",
    ),
    (
        "ж жін жіноча жіночий жінка дівчина дівчинка",
        "ч чол чоловіча чоловічий чоловік хлопець хлопчик",
    ),
    # Greek
    ("γ γυναίκα θ θήλυ κορίτσι", "α άνδρας άντρας άρρεν αγόρι"),
    # Turkish
    ("k kadın kadin kız kiz bayan dişi", "e erkek bay oğlan"),
    # Arabic, Persian, Hebrew
    ("أنثى انثى أنثي إناث امرأة بنت فتاة أ", "ذكر ذكور رجل ولد ذ"),
    ("زن خانم دختر مونث", "مرد آقا پسر مذکر"),
    ("נקבה נ אישה בת", "זכר ז גבר בן"),
    # Hindi, Bengali
    ("महिला स्त्री लड़की औरत नारी", "पुरुष लड़का आदमी नर"),
    ("মহিলা নারী মেয়ে", "পুরুষ ছেলে"),
    # Chinese, Japanese, Korean, Thai, Vietnamese
    (
        "女 女性 女子 女生 女孩 女士 女の子 おんな 女人",
        "男 男性 男子 男生 男孩 先生 男の子 おとこ 男人",
    ),
    ("여 여자 여성 여학생 여아", "남 남자 남성 남학생 남아"),
    ("หญิง ญ ผู้หญิง เด็กหญิง", "ชาย ช ผู้ชาย เด็กชาย"),
    ("nữ gái", "nam trai"),
    # Indonesian, Malay
    ("p perempuan wanita puteri", "l laki lakilaki lelaki pria putera"),
)

_CONVENTIONS = tuple(
    _Convention(
        {letters(word): Gender.FEMALE for word in female.split()}
        | {letters(word): Gender.MALE for word in male.split()}
    )
    for female, male in _FEMALE_AND_MALE
)

_SHORTEST_UNACCENTED = 4


def _is_letter(key: str) -> bool:
    return len(key) == 1 and not "\u3400" <= key <= "\u9fff" and not "\uac00" <= key <= "\ud7af"


def _words() -> dict[str, Gender]:
    words: dict[str, Gender] = {}
    contested: set[str] = set()
    for convention in _CONVENTIONS:
        for key, gender in convention.meanings.items():
            forms = {key, unaccented(key)} if len(key) >= _SHORTEST_UNACCENTED else {key}
            for form in forms:
                if not _is_letter(form) and words.setdefault(form, gender) is not gender:
                    contested.add(form)
    return {word: gender for word, gender in words.items() if word not in contested}


WORDS: Mapping[str, Gender] = _words()
"""What each word means, by its letters; single letters are not among them."""

OWN_VALUES: frozenset[str] = frozenset(
    letters(word)
    for word in (
        "x",
        *("nonbinary", "non binaire", "no binario", "nao binario", "nichtbinär", "enby", "nb"),
        *("divers", "diverse", "diversgender", "other", "others", "andere", "anderes", "anders"),
        *("autre", "otro", "otra", "outro", "altro", "annat", "annet", "inne", "другое", "その他"),
        *("其他", "其它", "기타", "diger", "diğer", "none", "neutral", "neuter", "third gender"),
        *("agender", "bigender", "genderqueer", "genderfluid", "gender fluid", "queer", "trans"),
        *("transgender", "trans man", "trans woman", "trans male", "trans female", "intersex"),
        *("inter", "two spirit", "questioning", "hermaphroditic", "hermaphrodite", "variant"),
    )
)
"""Values that are neither, respected as they are: never merged, never called a mistake."""

DECLINED: frozenset[str] = frozenset(
    letters(word)
    for word in (
        *("declined", "declined to answer", "decline to answer", "decline to state", "decline"),
        *("prefer not to say", "prefer not to answer", "prefer not to disclose", "refused"),
        *("prefer not to state", "preferred not to say", "rather not say", "i prefer not to say"),
        *("id rather not say", "would rather not say", "do not wish to say", "no answer"),
        *("not stated", "not disclosed", "undisclosed", "not given", "not specified", "withheld"),
        *("unspecified", "not declared", "no response", "refuse", "refusal", "pns", "pnts"),
        *("dont know", "dont want to say", "dk", "na refused", "not saying", "private", "secret"),
        *("keine Angabe", "keine Angaben", "k A", "ohne Angabe", "möchte ich nicht sagen"),
        *("möchte nicht antworten", "möchte keine Angabe machen", "verweigert", "weiß nicht"),
        *("ne souhaite pas répondre", "ne souhaite pas le dire", "préfère ne pas répondre"),
        *("je préfère ne pas répondre", "préfère ne pas le dire", "non précisé", "non renseigné"),
        *("sans réponse", "refus", "non communiqué", "ne se prononce pas", "nsp"),
        *("prefiero no decirlo", "prefiero no decir", "prefiero no responder", "no contesta"),
        *("sin respuesta", "ns nc", "no especificado", "no responde", "prefere não dizer"),
        *("prefiro não dizer", "prefiro não responder", "não informado", "não declarado"),
        *("preferisco non rispondere", "preferisco non dirlo", "non dichiarato", "non specificato"),
        *("zeg ik liever niet", "wil niet zeggen", "liever niet", "geen antwoord", "geen opgave"),
        *("vill ej ange", "vill inte ange", "vill inte svara", "inget svar", "ønsker ikke å svare"),
        *(
            "ønsker ikke at svare",
            "ikke oplyst",
            "ikke oppgitt",
            "en halua vastata",
            "ei vastausta",
        ),
        *("odmowa", "brak odpowiedzi", "nie chcę odpowiadać", "nie podano", "neuvedeno"),
        *("отказ", "нет ответа", "не указано", "не указан", "предпочитаю не указывать"),
        *("belirtmek istemiyorum", "belirtilmemiş", "cevap yok", "لا أرغب في الإجابة", "غير محدد"),
        *(
            "回答しない",
            "無回答",
            "答えたくない",
            "不便透露",
            "拒绝回答",
            "不愿透露",
            "未回答",
            "不願透露",
        ),
        *("응답하지 않음", "무응답", "응답거부", "बताना नहीं चाहते"),
    )
)
"""Answers that are no answer: kept as they are, never a value that is guessed."""


def meanings_of(keys: Iterable[str], *, is_gender: bool = False) -> dict[str, Gender]:
    """Tell which spellings of a column mean female and which male.

    Args:
        keys: the column's distinct values, each as its ``letters``.
        is_gender: the header says that the column holds gender.

    Returns:
        The meaning of each spelling that has one. A single letter has one where the conventions
        that explain most of the column's values agree on it, and where the column holds words of
        gender too or is known to hold gender.
    """
    present = {key: unaccented(key) for key in keys}
    words = {
        key: WORDS.get(key) or WORDS.get(plain)
        for key, plain in present.items()
        if not _is_letter(key)
    }
    known = {key: gender for key, gender in words.items() if gender is not None}
    initials = [key for key in present if _is_letter(key)]
    if not initials or not (known or is_gender):
        return known
    return known | _letters_beside(initials, known)


def _letters_beside(initials: list[str], words: Mapping[str, Gender]) -> dict[str, Gender]:
    """Return the meaning of letters, from the conventions that explain most of the column."""
    scores = [
        sum(key in convention.meanings for key in initials)
        + sum(any(form in convention.meanings for form in (key, unaccented(key))) for key in words)
        for convention in _CONVENTIONS
    ]
    best = [c for c, score in zip(_CONVENTIONS, scores, strict=True) if score == max(scores)]
    found = {}
    for key in initials:
        meaning = best[0].meanings.get(key)
        if meaning and all(c.meanings.get(key, meaning) is meaning for c in best):
            found[key] = meaning
    return found
