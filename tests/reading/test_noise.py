import pytest


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Sweden beat Norway 3-1 in the final after an early attack."),
        ("en", "Shares in Kenya attacked a record high."),
        ("en", "Hurricane Ida attacked Jamaica's coast."),
        ("en", "France meet Italy in the semi-final."),
        ("en", "The striker from Ghana shot past Mali's goalkeeper."),
        ("de", "Polen besiegte Ungarn im Finale 3:1 nach einem Angriff über links."),
        ("de", "Der DAX und die Börse in Japan griffen an."),
        ("de", "Der Stürmer aus Ghana schoss am Torwart Malis vorbei."),
    ],
)
def test_sport_markets_and_weather_raise_no_alarm(shorts, lang: str, text: str) -> None:
    assert shorts(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "claim"),
    [
        ("en", "Sweden attacked Norway.", "ASSAULT SWE -> NOR"),
        ("en", "After the storm Chad's army attacked Libya.", "ASSAULT TCD -> LBY"),
        ("de", "Polen griff Ungarn an.", "ASSAULT POL -> HUN"),
        ("de", "Die Armee des Tschad griff nach dem Sturm Libyen an.", "ASSAULT TCD -> LBY"),
    ],
)
def test_the_same_words_in_earnest_do(shorts, lang: str, text: str, claim: str) -> None:
    assert shorts(text, lang) == [claim]
