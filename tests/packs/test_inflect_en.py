import pytest

from lagebild.packs.inflect_en import irregular_verb, plural, regular_verb
from lagebild.packs.language import load_language


@pytest.mark.parametrize(
    ("lemma", "doubling", "forms"),
    [
        ("attack", False, "attack attacks attacked attacked attacking"),
        ("accuse", False, "accuse accuses accused accused accusing"),
        ("deny", False, "deny denies denied denied denying"),
        ("deploy", False, "deploy deploys deployed deployed deploying"),
        ("agree", False, "agree agrees agreed agreed agreeing"),
        ("die", False, "die dies died died dying"),
        ("dye", False, "dye dyes dyed dyed dyeing"),
        ("ban", True, "ban bans banned banned banning"),
        ("veto", False, "veto vetoes vetoed vetoed vetoing"),
        ("clash", False, "clash clashes clashed clashed clashing"),
        ("fix", False, "fix fixes fixed fixed fixing"),
        ("free", False, "free frees freed freed freeing"),
    ],
)
def test_regular_verbs(lemma: str, doubling: bool, forms: str) -> None:
    assert regular_verb(lemma, doubling) == list(zip(forms.split(), "bzdng", strict=True))


@pytest.mark.parametrize(
    ("parts", "doubling", "forms"),
    [
        ("withdraw withdrew withdrawn", False, {"b": "withdraw", "z": "withdraws", "d": "withdrew", "n": "withdrawn", "g": "withdrawing"}),
        ("go goes went gone", False, {"b": "go", "z": "goes", "d": "went", "n": "gone", "g": "going"}),
        ("hit hit hit", True, {"b": "hit", "z": "hits", "d": "hit", "n": "hit", "g": "hitting"}),
    ],
)
def test_irregular_verbs(parts: str, doubling: bool, forms: dict[str, str]) -> None:
    assert {feature: word for word, feature in irregular_verb(parts.split(), doubling)} == forms


def test_variants_stand_side_by_side() -> None:
    forms = irregular_verb(["strike", "struck", "struck/stricken"], False)
    assert [word for word, feature in forms if feature == "n"] == ["struck", "stricken"]


@pytest.mark.parametrize(
    ("noun", "wanted"),
    [
        ("army", "armies"),
        ("monkey", "monkeys"),
        ("clash", "clashes"),
        ("tax", "taxes"),
        ("veto", "vetoes"),
        ("hostage", "hostages"),
        ("air strike", "air strikes"),
        ("peace treaty", "peace treaties"),
        ("policewoman", "policewomen"),
        ("secret policewoman", "secret policewomen"),
    ],
)
def test_plurals(noun: str, wanted: str) -> None:
    assert plural(noun, {"policewoman": "policewomen"}) == wanted


@pytest.mark.parametrize(
    ("form", "lemma", "feature"),
    [
        ("sought", "seek", "d"),
        ("fought", "fight", "n"),
        ("withdrew", "withdraw", "d"),
        ("shot", "shoot", "n"),
        ("struck", "strike", "d"),
        ("fled", "flee", "d"),
        ("held", "hold", "n"),
        ("sent", "send", "d"),
        ("broke", "break", "d"),
        ("broken", "break", "n"),
        ("met", "meet", "d"),
        ("gave", "give", "d"),
        ("given", "give", "n"),
        ("took", "take", "d"),
        ("overthrew", "overthrow", "d"),
        ("forbade", "forbid", "d"),
        ("banned", "ban", "n"),
        ("denied", "deny", "d"),
        ("supplies", "supply", "z"),
        ("expelled", "expel", "n"),
        ("vetoed", "veto", "n"),
        ("swore", "swear", "d"),
        ("bombing", "bomb", "g"),
        ("stopped", "stop", "d"),
        ("cut", "cut", "d"),
    ],
)
def test_the_pack_knows_the_forms_of_its_verbs(form: str, lemma: str, feature: str) -> None:
    assert ("V", lemma, feature) in load_language("en").words[form]


@pytest.mark.parametrize(
    ("form", "lemma"), [("men", "man"), ("women", "woman"), ("children", "child"), ("crises", "crisis"), ("armies", "army")]
)
def test_the_pack_knows_irregular_plurals(form: str, lemma: str) -> None:
    assert ("N", lemma, "p") in load_language("en").words[form]
