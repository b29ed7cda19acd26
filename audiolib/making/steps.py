"""Every step that a job may be, by name."""

from audiolib.catalogue.exchange.incoming.steps import ENTER, LEAVE, LOOK
from audiolib.delivery.packing import PACK
from audiolib.healing.decide import QUEUE, TASK
from audiolib.jobs.steps import Step
from audiolib.making.heal import heal
from audiolib.making.narrate import narrate
from audiolib.making.pages import split_page, take_in_pages
from audiolib.making.publish import publish
from audiolib.making.recognise import PART, recognise_pages, recognise_part
from audiolib.making.take_in import take_in_file
from audiolib.making.turning import turn_page

TAKE_IN = Step("take_in", "light", take_in_file, ("read",))
TAKE_IN_PAGES = Step("take_in_pages", "pages", take_in_pages, ("read", "look"))
SPLIT_PAGE = Step("split_page", "pages", split_page, ("look",))
TURN_PAGE = Step("turn_page", "pages", turn_page, ("look",))
RECOGNISE = Step("recognise", "light", recognise_pages, ("recognise", "compose"))
RECOGNISE_PART = Step(PART, "recognise", recognise_part, quiet=True)
NARRATE = Step("narrate", "narrate", narrate, ("read", "narrate", "encode"))
PUBLISH = Step("publish", "narrate", publish, ("read", "narrate", "encode", "bind"))
HEAL = Step(TASK, QUEUE, heal, ("read", "narrate", "encode", "bind"))

STEPS = (
    *(TAKE_IN, TAKE_IN_PAGES, SPLIT_PAGE, TURN_PAGE, RECOGNISE, RECOGNISE_PART),
    *(NARRATE, PUBLISH, HEAL),
    *(LOOK, ENTER, LEAVE, PACK),
)
