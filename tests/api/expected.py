"""What the requirements let each class of reader do, written down by hand (domain, part 3.2).

Nothing here is read from the code under test. A route that is new must be put into `ROUTES`, with
who may come through its door and what it is about.
"""

from tests.api.kept import STATUS
from tests.api.world import FAR, ROLES

EVERYBODY = frozenset((*ROLES, *(f"{role}+" for role in FAR))) | frozenset(
    """
    anonymous child patron beneficiary carer acting expired locked volunteer unsigned
    partner ended reads program
    """.split()  # noqa: SIM905 — short names, as in the tables below
)
NAMES = {
    "expired": "expired card",
    "locked": "locked card",
    "unsigned": "unsigned volunteer",
    "ended": "ended program",
    "reads": "program that reads",
    "program": "program of a clerk",
    "acting": "acting carer",
    **{f"{role}+": f"{role} elsewhere" for role in FAR},
}
"""Short names of readers; `+` is staff of another branch."""


def who(text: str) -> frozenset[str]:
    """Readers by their short names."""
    told = frozenset(text.split())
    assert told <= EVERYBODY, told - EVERYBODY
    return frozenset(NAMES.get(name, name) for name in told)


ALL = who(" ".join(EVERYBODY))
# A program of a clerk is a clerk, one that reads is a librarian's, where their scopes reach.
OURS = who("clerk editor listener librarian manager admin program reads")
MAKERS = OURS - who("manager")
HEADS = who("librarian manager admin reads")
CARDS = who("child patron beneficiary carer acting")
NOBODY: frozenset[str] = frozenset()
UNKNOWN = who("anonymous expired locked ended")
"""Whoever the service knows nothing of."""
MACHINES = who("program reads partner ended")
"""They have no forms."""
STRANGERS = who(" ".join(f"{role}+" for role in FAR))

HEAR = {
    "undecided": NOBODY,
    "unreviewed": OURS,
    "free": ALL,
    "our own": ALL,
    "open licence": ALL,
    "nothing made": NOBODY,
    "private voice": ALL - UNKNOWN - STRANGERS,
    "licensed": CARDS | OURS,
    "licensed later": OURS,
    "licence over": OURS,
    "marrakesh": who("beneficiary acting") | MAKERS,
    "marrakesh, no lawful copy": NOBODY,
    "orphan": OURS,
    "staff only": OURS,
    "withdrawn": NOBODY,
    "held": NOBODY,
    "recalled": NOBODY,
}
"""Who hears and downloads the sound of a work of each kind."""
_GONE = ("withdrawn", "held")
KNOW = dict.fromkeys(STATUS, ALL) | dict.fromkeys(_GONE, HEADS) | {"staff only": OURS}
"""Who is told what a work is."""
SEE = dict.fromkeys(STATUS, ALL) | {"staff only": OURS}
"""Who is told that there is, or was, a work."""
_SHUT = (*_GONE, "marrakesh, no lawful copy")
WORK = dict.fromkeys(STATUS, MAKERS) | dict.fromkeys(_SHUT, NOBODY)
"""Who works on a work's text and sound."""
SECTION = {
    kind: WORK[kind] | (who("volunteer") if kind in ("free", "marrakesh") else NOBODY)
    for kind in STATUS
}
"""Who works on the one section of which the volunteer has been given some."""

# Doors: who comes through at all, whatever it is about.
STAFF = who("clerk editor listener librarian manager admin") | STRANGERS
DOORS = {
    "all": ALL,
    "known": ALL - UNKNOWN - MACHINES,
    "cards": CARDS,
    "staff": STAFF,
    "makers": STAFF - who("listener"),
    "workers": STAFF,
    "readers": STAFF | who("volunteer unsigned"),
    "desk": STAFF - who("editor listener"),
    "heads": who("librarian manager admin librarian+ manager+ admin+"),
    "managers": who("manager admin manager+ admin+"),
    "editors": STAFF - who("clerk clerk+ listener"),
    "volunteers": who("volunteer unsigned admin admin+"),
    "admins": who("admin admin+"),
    "partners": NOBODY,
}
PROGRAMS = {
    "GET /api/v1/productions": who("program"),
    "POST /api/v1/productions": who("program"),
    "GET /api/v1/productions/{production_id}": who("program"),
    "GET /api/v1/productions/{production_id}/progress": who("program"),
    "POST /api/v1/productions/{production_id}/{order}": who("program"),
    "POST /api/v1/works": who("program"),
    "PUT /api/v1/works/{work_id}": who("program"),
    "GET /api/v1/records/out": who("program reads"),
    "POST /api/v1/records": who("program"),
    "GET /api/v1/errands": who("program reads"),
    "GET /api/v1/bags": who("partner"),
    "POST /uploads": who("program"),
    "OPTIONS /uploads": who("program"),
    "HEAD /uploads/{token}": who("program"),
    "PATCH /uploads/{token}": who("program"),
    "DELETE /uploads/{token}": who("program"),
}
"""Behind a door that is not for all, programs have what their scopes name, and nothing else."""

_ROUTES = """
GET /                                                                all
GET /health/live                                                     all
GET /health/ready                                                    all
GET /metrics                                                         admins
GET /api/openapi.json                                                all
GET /api/v1/works                                                    all
POST /api/v1/works                                                   makers     branch
GET /api/v1/works/{work_id}                                          all        know
PUT /api/v1/works/{work_id}                                          makers     change
POST /api/v1/works/{work_id}/packages/{package_id}                   all        keep
GET /api/v1/productions                                              workers
POST /api/v1/productions                                             makers     begin
GET /api/v1/productions/{production_id}                              workers    work
GET /api/v1/productions/{production_id}/progress                     workers    work
POST /api/v1/productions/{production_id}/{order}                     workers    station
GET /api/v1/records/out                                              staff
POST /api/v1/records                                                 makers
GET /api/v1/records/{number}                                         makers     absent
POST /api/v1/records/{number}                                        makers     absent
POST /api/v1/records/{number}/back                                   makers     absent
GET /api/v1/records/{number}/rows                                    makers     absent
GET /api/v1/records/{number}/table                                   makers     absent
GET /api/v1/errands                                                  staff
GET /api/v1/errands/{errand_id}                                      staff      absent
POST /api/v1/errands/{errand_id}/{act}                               staff      absent
GET /api/v1/bags                                                     partners
GET /media/{digest}/{name}                                           all        link
OPTIONS /uploads                                                     makers
POST /uploads                                                        makers
HEAD /uploads/{token}                                                makers     sender
PATCH /uploads/{token}                                               makers     sender
DELETE /uploads/{token}                                              makers     sender
GET /setup                                                           all        once
POST /setup                                                          all        once
GET /login                                                           all
POST /login                                                          all        login
POST /login/card                                                     all        login
POST /logout                                                         known      leaves
GET /password                                                        known
POST /password                                                       known      password
POST /preferences                                                    all
GET /card                                                            all
GET /card/apply                                                      all
POST /card/apply                                                     all
GET /card/receipt                                                    all
POST /card/receipt                                                   all        login
GET /me                                                              cards
GET /demands                                                         all
POST /demands                                                        cards
POST /demands/{demand_id}/{act}                                      cards      wish
GET /me/data                                                         cards
POST /me/news                                                        cards
POST /me/pin                                                         cards
POST /me/acting                                                      cards      patient
GET /me/card                                                         cards
GET /me/carers                                                       cards
POST /me/carers/{link_id}/{act}                                      cards      patient
GET /me/data/file                                                    cards
GET /me/devices                                                      cards
POST /me/devices                                                     cards
GET /me/erase                                                        cards
POST /me/erase                                                       cards      leaves
GET /works                                                           all
GET /works/{work_id}                                                 all        see
POST /works/{work_id}/packages/{package_id}                          all        keep
GET /works/{work_id}/wrong                                           all        hear
POST /works/{work_id}/wrong                                          all        hear
GET /staff                                                           staff
GET /staff/board                                                     staff
GET /staff/failed                                                    staff
GET /staff/cards                                                     desk
POST /staff/cards/{application_id}/{act}                             desk       application
GET /staff/patrons                                                   desk
GET /staff/patrons/{patron_id}                                       desk       patron
POST /staff/patrons/{patron_id}/{act}                                desk       patron
GET /staff/patrons/{patron_id}/devices                               desk       patron
POST /staff/patrons/{patron_id}/devices                              desk       patron
GET /staff/media                                                     desk
POST /staff/media                                                    desk
GET /staff/media/{loan_id}                                           desk       absent
POST /staff/media/{loan_id}/{act}                                    desk       absent
GET /staff/withdrawals                                               heads
POST /staff/postings/{posting_id}/down                               heads      absent
GET /staff/people                                                    managers
POST /staff/people                                                   managers   branch
POST /staff/people/roles                                             managers   enrol
POST /staff/people/{account_id}/{act}                                managers   account
GET /staff/audit                                                     managers
GET /staff/copies                                                    admins
POST /staff/copies                                                   admins
GET /staff/approvals                                                 managers
POST /staff/approvals                                                managers
POST /staff/demands/{demand_id}/work                                 heads      demand
GET /staff/programs                                                  staff
POST /staff/programs                                                 staff
POST /staff/programs/{token_id}/{act}                                staff      absent
GET /staff/records                                                   makers
POST /staff/records                                                  makers
GET /staff/records/out                                               staff
GET /staff/records/{number}                                          makers     absent
POST /staff/records/{number}                                         makers     absent
POST /staff/records/{number}/back                                    makers     absent
GET /staff/records/{number}/table                                    makers     absent
GET /staff/errands                                                   staff
GET /staff/errands/{errand_id}/progress                              staff      absent
POST /staff/errands/{errand_id}/{act}                                staff      absent
GET /volunteer                                                       volunteers
POST /volunteer/{grant_id}/sign                                      volunteers absent
GET /staff/columns                                                   managers
POST /staff/columns                                                  managers   absent
GET /staff/columns/{column_id}                                       managers
POST /staff/columns/{column_id}/{act}                                managers   absent
GET /staff/branches                                                  staff
GET /staff/branches/{branch_id}                                      staff
POST /staff/branches/{branch_id}/{act}                               managers   absent
GET /staff/partners                                                  heads
POST /staff/partners                                                 managers
GET /staff/partners/{partner_id}                                     heads      absent
POST /staff/partners/{partner_id}/{act}                              heads      absent
GET /staff/bags/{bag_id}                                             heads      absent
GET /staff/shipments                                                 heads
GET /staff/patrons/list                                              heads
POST /staff/patrons/list                                             heads
POST /staff/patrons/list/in                                          heads
GET /staff/patrons/new                                               desk
POST /staff/patrons/new                                              desk
GET /staff/productions/{production_id}/lexicon                       workers    work
GET /staff/productions/{production_id}/lexicon/word                  workers    absent
GET /staff/productions/{production_id}/lexicon/say                   workers    absent
POST /staff/productions/{production_id}/lexicon                      editors    work
GET /staff/productions/{production_id}/text/sheet                    readers    section
POST /staff/productions/{production_id}/text/sheet                   readers    section
GET /staff/productions/{production_id}/volunteers                    heads      work
POST /staff/productions/{production_id}/volunteers                   heads      work
POST /staff/productions/{production_id}/volunteers/{grant_id}/{act}  heads      absent
GET /staff/words                                                     editors
GET /staff/words/{report_id}                                         editors    report
GET /staff/words/{report_id}/say                                     editors    report
POST /staff/words/{report_id}                                        editors    report
POST /staff/words/{report_id}/close                                  editors    report
POST /staff/words/decisions/{entry_id}/back                          editors    entry
GET /staff/works/new                                                 makers
POST /staff/works/new                                                makers     branch
GET /staff/works/{work_id}                                           makers     change
POST /staff/works/{work_id}                                          makers     change
POST /staff/works/{work_id}/access                                   heads      rights
GET /staff/works/{work_id}/rights                                    staff      file
POST /staff/works/{work_id}/rights                                   heads      rights
POST /staff/works/{work_id}/rights/{decision_id}                     heads      decision
GET /staff/works/{work_id}/withdrawal                                heads      rights
POST /staff/works/{work_id}/withdrawal                               heads      rights
POST /staff/works/{work_id}/withdrawal/{notice_id}                   heads      rights
POST /staff/works/{work_id}/postings                                 heads      rights
POST /staff/works/{work_id}/productions                              makers     begin
GET /staff/productions/{production_id}                               workers    work
POST /staff/productions/{production_id}/file                         makers     work
POST /staff/productions/{production_id}/{act}                        workers    work
GET /staff/productions/{production_id}/progress                      workers    work
GET /staff/productions/{production_id}/listening                     workers    work
POST /staff/productions/{production_id}/listening                    workers    work
GET /staff/productions/{production_id}/text                          readers    section
GET /staff/productions/{production_id}/text/next                     readers    section
GET /staff/productions/{production_id}/text/pages/{number}           readers    absent
GET /staff/productions/{production_id}/text/places/{block}           readers    section
POST /staff/productions/{production_id}/text/places/{block}          readers    section
GET /staff/productions/{production_id}/text/sections/{section_id}    readers    section
GET /staff/productions/{production_id}/text/sounds/{phrase}          readers    section
GET /staff/productions/{production_id}/text/structure                readers    section
POST /staff/productions/{production_id}/text/structure               readers    section
POST /staff/productions/{production_id}/text/suggestions/{suggestion_id} readers section
GET /staff/productions/{production_id}/text/versions                 workers    work
GET /staff/productions/{production_id}/text/versions/{number}        workers    work
POST /staff/productions/{production_id}/text/versions/{number}       workers    work
"""
ROUTES = {
    f"{method} {path}": (door, of[0] if of else "")
    for method, path, door, *of in map(str.split, _ROUTES.strip().splitlines())
}
"""By method and path: the door, and what it is about; nothing where the door says it all."""


def allowed(route: str, kind: str) -> frozenset[str]:
    """The readers who get through a route, on a work of a kind where it is about one."""
    door, of = ROUTES[route]
    through = DOORS[door] if door == "all" else DOORS[door] | PROGRAMS.get(route, NOBODY)
    free = ("POST /api/", "POST /uploads", "POST /preferences")
    if route.startswith("POST /") and not route.startswith(free):
        through -= MACHINES
    makers = OURS - who("listener")
    about = {
        "": ALL,
        "know": KNOW[kind],
        "see": SEE[kind],
        "hear": HEAR[kind],
        "keep": HEAR[kind],
        "work": WORK[kind],
        "section": SECTION[kind],
        "report": WORK[kind],
        "change": KNOW[kind] & makers,
        "file": KNOW[kind] & OURS,
        "rights": OURS & who("librarian manager admin"),
        "begin": KNOW[kind] & who("librarian manager admin"),
        "patron": OURS,
        "branch": OURS,
        "enrol": OURS,
        "account": OURS & who("admin"),
        "application": OURS,
        "demand": OURS,
        "decision": OURS,
        "entry": WORK[kind],
        "station": WORK[kind] & HEADS,
        "wish": ALL,
        "absent": NOBODY,  # or nobody here: all staff of this world stand below the top branch
    }
    return through & about[of]
