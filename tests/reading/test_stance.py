import pytest

from lagebild import read

CLAIM = {"en": "A user said that Chad attacked Libya.", "de": "Ein Nutzer sagte, der Tschad habe Libyen angegriffen."}


@pytest.mark.parametrize(
    ("lang", "following", "stance"),
    [
        ("en", "This claim is far-fetched.", "doubted"),
        ("en", "Although the claim may seem exaggerated, talks go on.", "doubted"),
        ("en", "This statement is clearly right.", "endorsed"),
        ("en", "This road is long.", "none"),
        ("en", "The weather is dubious.", "none"),
        ("en", "", "none"),
        ("de", "Diese Behauptung erscheint überzogen.", "doubted"),
        ("de", "Auch wenn diese Aussage übertrieben wirkt, reden sie.", "doubted"),
        ("de", "Diese Straße ist lang.", "none"),
        ("de", "Das Wetter ist zweifelhaft.", "none"),
        ("de", "", "none"),
    ],
)
def test_the_outlet_looks_back_at_what_it_reported(lang: str, following: str, stance: str) -> None:
    assert [claim.stance for claim in read(f"{CLAIM[lang]} {following}", lang=lang).claims] == [stance]


def test_what_the_outlet_says_itself_has_no_stance() -> None:
    assert [claim.stance for claim in read("Chad attacked Libya. This claim is far-fetched.", lang="en").claims] == ["none"]


def test_only_the_sentence_right_before_is_meant() -> None:
    text = "A user said that Mali attacked Niger. A user said that Chad attacked Libya. This claim is far-fetched."
    assert [claim.stance for claim in read(text, lang="en").claims] == ["none", "doubted"]
