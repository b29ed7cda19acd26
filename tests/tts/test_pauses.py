from tts import known, pauses


def test_a_longer_unit_has_a_longer_pause() -> None:
    for tag in (*known(), "fr"):
        found = pauses(tag)
        assert found.comma < found.semicolon < found.sentence < found.paragraph
        assert found.paragraph < found.heading_after < found.heading_before < found.scene


def test_a_pause_follows_the_last_mark() -> None:
    found = pauses("vi")
    assert found.after("Đi đâu?”") == found.question
    assert found.after("Rồi…") == found.ellipsis
    assert found.after("một,") == found.comma
    assert found.after("کتاب،") == found.comma
    assert found.after("không") == 0
