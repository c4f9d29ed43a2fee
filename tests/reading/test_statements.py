import pytest

from lagebild import read

ABOUT = pytest.mark.xfail(strict=True, reason="the side of the second speaker is counted among what the first one speaks about")


def statements(text: str, lang: str) -> list[tuple[str, list[str], str]]:
    sheet = read(text, lang=lang, date="2024-11-10")
    return [(s.speaker.name, sorted(a.code for a in s.about), s.disagrees_with) for s in sheet.statements]


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "about"),
    [
        ("en", "Tunisia said that the interests of Kenya in Somalia were limited.", "Tunisia", ["KEN", "SOM"]),
        ("en", "Angela Merkel said that the interests of Kenya in Somalia were limited.", "Angela Merkel", ["KEN", "SOM"]),
        ("de", "Tunesien sagte, die Interessen Kenias in Somalia seien begrenzt.", "Tunesien", ["KEN", "SOM"]),
        ("de", "Angela Merkel betonte, dass die Interessen Kenias in Somalia begrenzt seien.", "Angela Merkel", ["KEN", "SOM"]),
    ],
)
def test_who_says_something_about_whom(lang: str, text: str, speaker: str, about: list[str]) -> None:
    assert statements(text, lang) == [(speaker, about, "")]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Angela Merkel said that the interests of Kenya in Somalia were limited, but Mark Rutte has a different view."),
        ("de", "Angela Merkel sagte, die Interessen Kenias in Somalia seien begrenzt, doch Mark Rutte sieht es anders."),
    ],
)
def test_who_contradicts_whom(lang: str, text: str) -> None:
    assert [(speaker, other) for speaker, _, other in statements(text, lang)] == [("Angela Merkel", ""), ("Mark Rutte", "Angela Merkel")]


@ABOUT
def test_the_second_speaker_is_not_what_the_first_speaks_about() -> None:
    text = "Angela Merkel said that the interests of Kenya in Somalia were limited, but Mark Rutte has a different view."
    assert statements(text, "en")[0] == ("Angela Merkel", ["KEN", "SOM"], "")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Tunisia said that Chad attacked Libya."),
        ("en", "Tunisia said that the weather was fine."),
        ("en", "The interests of Kenya in Somalia are limited."),
        ("de", "Tunesien sagte, der Tschad habe Libyen angegriffen."),
        ("de", "Tunesien sagte, das Wetter sei gut."),
        ("de", "Kenias Interessen in Somalia sind begrenzt."),
    ],
)
def test_what_is_a_claim_or_names_nobody_is_no_statement(lang: str, text: str) -> None:
    assert statements(text, lang) == []
