"""Links that were handed out before a work's rights were narrowed."""

import re
from datetime import UTC, datetime, timedelta

from sqlmodel import select

from api import links
from audiolib.tables import Release, Track
from audiolib.tables.catalogue import RightsStatus
from tests.api.world import World


def link(world: World, work: int) -> str:
    """A link of a stranger's, made ten minutes ago."""
    before = datetime.now(UTC) - timedelta(minutes=10)
    with world.service.database.transaction() as session:
        release = session.exec(select(Release).where(Release.work_id == work)).one()
        track = session.exec(select(Track).where(Track.release_id == release.id)).first()
        assert track is not None
        number, digest = release.id or 0, track.digest
    return links.address(world.service, digest, "001.mp3", links.STRANGER, before, number)


def test_a_link_of_a_free_work_ends_when_the_work_is_kept_for_some(world: World) -> None:
    work, _, _ = world.scratch()
    world.decide(work, RightsStatus.PUBLIC_DOMAIN, author_died=1900)
    mine = link(world, work)
    stranger = world.readers["anonymous"]
    assert stranger.get(mine).status_code == 200
    world.decide(work, RightsStatus.PUBLIC_DOMAIN, author_died=1850)
    assert stranger.get(mine).status_code == 200
    world.decide(work, RightsStatus.STAFF_ONLY)
    assert stranger.get(mine).status_code == 403
    page = world.readers["clerk"].get(f"/works/{work}").text
    theirs = re.findall(r'"(/media/[^"]+\.mp3[^"]*)"', page)[0].replace("&amp;", "&")
    assert world.readers["clerk"].get(theirs).status_code == 200
