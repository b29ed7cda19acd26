from hypothesis import HealthCheck, given, settings

from audiolib.publication import Publication
from audiolib.stored import read, write
from tests.audiolib.strategies import publications


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(publications())
def test_what_was_written_is_read_back_whole(publication: Publication) -> None:
    content = write(publication)
    assert read(content, "publication.xhtml") == publication
    assert write(read(content, "publication.xhtml")) == content
