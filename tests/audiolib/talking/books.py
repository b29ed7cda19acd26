"""Talking books as other producers made them, small and of our own words, with sound of noise."""

import subprocess
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from audiolib.production.produce import produce
from audiolib.production.report import Report
from audiolib.production.request import Request
from audiolib.publication import Resource
from audiolib.sources import Reading
from audiolib.sources.read import read
from media.ffmpeg import ffmpeg

BARE = ("-write_xing", "0", "-id3v2_version", "0")


def sound(
    path: Path, seconds: float, *options: str, rate: int = 22_050, channels: int = 1, seed: int = 1
) -> Path:
    """Bursts of noise in a file; `options` are ffmpeg's, its encoder is that of the suffix."""
    count = round(seconds * rate)
    noise = np.random.default_rng(seed).normal(0, 2000, (count, channels))
    noise *= (np.sin(np.arange(count) / rate * 9) > 0)[:, None]
    path.parent.mkdir(parents=True, exist_ok=True)
    fed = ["-f", "s16le", "-ar", str(rate), "-ac", str(channels), "-i", "-"]
    argv = [ffmpeg().path, "-v", "error", "-y", *fed, *options, str(path)]
    subprocess.run(argv, input=noise.astype("<i2").tobytes(), check=True)
    return path


def cbr(path: Path, seconds: float, seed: int = 1) -> Path:
    """MP3 of one bit rate and nothing but frames."""
    return sound(path, seconds, "-b:a", "32k", *BARE, seed=seed)


def taken(path: Path) -> Reading:
    """What is read of a talking book, its sound not kept anywhere."""

    def keep(name: str, kind: str, content: bytes) -> Resource:
        return Resource(name, kind, "0", len(content))

    def keep_sound(file: Path, name: str, kind: str) -> Resource:
        return Resource(name, kind, "0", file.stat().st_size)

    return read(path, lang=None, keep=keep, keep_sound=keep_sound)


def made(source: Path, into: Path, formats: Sequence[str], **more: object) -> Report:
    """A production of a source in a folder of its own."""
    given: dict[str, object] = {
        "file": source,
        "out": into / "out",
        "store": str(into / "store"),
        "formats": tuple(formats),
    }
    return produce(Request(**{**given, **more}))  # type: ignore[arg-type]


_SMIL = """<?xml version="1.0" encoding="windows-1258"?>
<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" "http://www.w3.org/TR/REC-smil/SMIL10.dtd">
<smil><head><meta name="dc:format" content="Daisy 2.02" />
<layout><region id="txtView" /></layout></head><body><seq dur="{dur}s">
{pars}</seq></body></smil>
"""


def ncc_only(folder: Path) -> Path:
    """DAISY 2.02 without text, in windows-1258: names in other cases, backslashes, nested seqs."""
    cbr(folder / "Sound" / "part1.MP3", 20)
    cbr(folder / "Sound" / "part2.MP3", 8, seed=2)
    items = (
        '<h1 class="title" id="n0"><a href="One.smil#p1">Sông quê</a></h1>\r\n'
        '<h1 id="n1"><a href="One.smil#p1">Lời nói đầu</a></h1>\r\n'
        '<span class="page-normal" id="n2"><a href="One.smil#p2">1</a></span>\r\n'
        '<span class="optional-prodnote" id="n3"><a href="One.smil#p3">Ghi chú</a></span>\r\n'
        '<h2 id="n4"><a href="One.smil#p5">Bến nước</a></h2>\r\n'
        '<h1 id="n5"><a href="two.smil#t6">Chương hai</a></h1>\r\n'
    )
    ncc = (
        '<html><head><meta http-equiv="Content-type" content="text/html; charset=windows-1258">'
        '<title>Sông quê</title><meta name="dc:title" content="Sông quê">'
        '<meta name="dc:creator" content="Nguyễn Văn A"><meta name="dc:language" content="vi">'
        '<meta name="dc:identifier" content="vn-1234"><meta name="dc:date" content="2003-5-7">'
        '<meta name="dc:publisher" content="Thư viện tỉnh"><meta name="ncc:narrator" '
        'content="Lê Thị B"><meta name="ncc:sourcePublisher" content="NXB Trẻ"></head>'
        f"<body>\r\n{items}</body></html>"
    )
    one = (
        '<par endsync="last" id="p1"><text src="ncc.html#n1" id="t1" />'
        '<seq><audio src="sound\\PART1.mp3" clip-begin="npt=0.500s" clip-end="npt=2.250s" id="a1"/>'
        '<audio src="sound\\PART1.mp3" clip-begin="npt=2.250s" clip-end="npt=4.000s" id="a2"/>'
        "</seq></par>\n"
        '<par endsync="last" id="p2" system-required="pagenumber-on"><text src="ncc.html#n2" '
        'id="t2" /><audio src="Sound/part1.mp3" clip-begin="npt=00:04.100" '
        'clip-end="npt=0:00:05.000" id="a3"/></par>\n'
        '<seq><par endsync="last" id="p3" system-required="prodnote-on"><text src="ncc.html#n3" '
        'id="t3" /><seq><audio src="Sound/part1.mp3" clip-begin="npt=5s" clip-end="npt=6.5s" '
        'id="a4"/></seq></par><par endsync="last" id="p4" system-required="prodnote-on">'
        '<text src="ncc.html#n3" id="t4" /><seq><audio src="Sound/part1.mp3" '
        'clip-begin="npt=6.5s" clip-end="npt=8s" id="a5"/></seq></par></seq>\n'
        '<par endsync="last" id="p5"><text src="ncc.html#n4" id="t5" /><seq><audio '
        'src="Sound/part1.mp3" clip-begin="npt=8,000s" clip-end="npt=9.125s" id="a6"/>'
        '<audio src="Sound/part1.mp3" clip-begin="npt=12.000s" clip-end="npt=19.000s" id="a7"/>'
        "</seq></par>\n"
    )
    two = (
        '<par endsync="last" id="p6"><text src="ncc.html#n5" id="t6" /><seq><audio '
        'src="Sound/part2.mp3" clip-begin="npt=0s" clip-end="npt=1.5s" id="a8"/></seq></par>\n'
        '<par endsync="last" id="p7"><text src="ncc.html#n5" id="t7" /><seq><audio '
        'src="Sound/part2.mp3" clip-begin="npt=1.5s" clip-end="npt=7.9s" id="a9"/></seq></par>\n'
    )
    files = {
        "NCC.HTML": ncc,
        "one.SMIL": _SMIL.format(dur=19, pars=one),
        "Two.smil": _SMIL.format(dur=8, pars=two),
    }
    for name, text in files.items():
        (folder / name).write_bytes(_windows_1258(text))
    return folder


def _windows_1258(text: str) -> bytes:
    """Vietnamese as Windows wrote it: some letters whole, tones as marks behind them."""
    out = bytearray()
    for letter in text:
        try:
            out += letter.encode("cp1258")
            continue
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", letter)
        tones = "\u0300\u0301\u0303\u0309\u0323"
        base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
        out += (base + "".join(c for c in parts if c in tones)).encode("cp1258")
    return bytes(out)


CONTENT = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="en" xml:lang="en"><head><title>Tales</title></head>
<body><h1 id="h1">Tales</h1>
<p id="q1">The miller rose. He went to the wheel.</p>
<p>It <em id="w1">turned</em> and <span id="w2">turned.</span>
<span class="page-normal" id="pg7">7</span></p>
<div id="d1"><p>Rain fell on the roof.</p><p>Nobody spoke, nobody moved at all.</p></div>
<p id="q2">He counted the sacks of flour again, one after the other, until evening.</p>
<p id="q3">A heron passed<span class="noteref" id="r1" bodyref="content.html#fn1">1</span>.</p>
<div class="notebody" id="fn1"><p id="fp">It was grey.</p></div>
<p id="q4">The end was near.</p></body></html>
"""


def full_text(folder: Path) -> Path:
    """DAISY 2.02 with all text: pars of two sentences, a word, two paragraphs, two clips."""
    cbr(folder / "a.mp3", 40)

    def par(number: int, target: str, *clips: tuple[float, float], file: str = "a.mp3") -> str:
        audio = "".join(
            f'<audio src="{file}" clip-begin="npt={b:.3f}s" clip-end="npt={e:.3f}s" '
            f'id="c{number}{n}"/>'
            for n, (b, e) in enumerate(clips)
        )
        return (
            f'<par endsync="last" id="p{number}"><text src="content.html#{target}" id="t{number}"/>'
            f"<seq>{audio}</seq></par>\n"
        )

    pars = [
        par(1, "h1", (0.2, 1.0)),
        par(2, "q1", (1.0, 2.5), (2.505, 4.0)),
        par(3, "w1", (5.0, 5.5)),
        par(4, "w2", (5.5, 6.25)),
        par(5, "pg7", (6.25, 7.0)),
        par(6, "d1", (7.0, 12.0)),
        par(7, "q2", (13.0, 15.0), (20.0, 24.0)),
        par(8, "q3", (25.0, 26.0)),
        par(9, "r1", (26.0, 26.5)),
        par(10, "fp", (26.5, 28.0)),
        par(11, "nowhere", (28.0, 29.0)),
        par(12, "q4", (30.0, 31.5)),
    ]
    ncc = (
        '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Tales</title>'
        '<meta name="dc:title" content="Tales"/><meta name="dc:language" content="en"/>'
        '<meta name="dc:identifier" content="tales-1"/></head><body>'
        '<h1 class="title" id="x1"><a href="s.smil#p1">Tales</a></h1></body></html>'
    )
    (folder / "ncc.html").write_text(ncc)
    (folder / "content.html").write_text(CONTENT)
    (folder / "s.smil").write_text(
        _SMIL.replace("windows-1258", "utf-8").format(dur=40, pars="".join(pars))
    )
    return folder


def audio_ncx(folder: Path) -> Path:
    """DAISY 3 without text: sections, a page and a sidebar named by the NCX alone."""
    cbr(folder / "a.mp3", 15)
    (folder / "book.opf").write_text(
        '<?xml version="1.0"?><package xmlns="http://openebook.org/namespaces/oeb-package/1.0/" '
        'unique-identifier="u"><metadata><dc-metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:Title>Tape</dc:Title><dc:Identifier id='u'>tape-9</dc:Identifier><dc:Language>en"
        "</dc:Language><dc:Creator>Ann</dc:Creator><dc:Publisher>Lib</dc:Publisher></dc-metadata>"
        '<x-metadata><meta name="dtb:narrator" content="Bea"/></x-metadata></metadata><manifest>'
        '<item id="ncx" href="nav.ncx" media-type="application/x-dtbncx+xml"/>'
        '<item id="s1" href="s1.smil" media-type="application/smil"/>'
        '<item id="a1" href="a.mp3" media-type="audio/mpeg"/></manifest>'
        '<spine><itemref idref="s1"/></spine></package>'
    )
    (folder / "nav.ncx").write_text(
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1">'
        "<navMap><navPoint id='a' playOrder='1'><navLabel><text>Side one</text></navLabel>"
        "<content src='s1.smil#p1'/><navPoint id='b' playOrder='3'><navLabel><text>The well</text>"
        "</navLabel><content src='s1.smil#p4'/></navPoint></navPoint></navMap><pageList>"
        "<pageTarget type='normal' value='1' id='c' playOrder='2'><navLabel><text>1</text>"
        "</navLabel><content src='s1.smil#p3'/></pageTarget></pageList></ncx>"
    )
    clips = [(0.0, 1.5), (1.5, 3.0), (3.0, 3.5), (4.0, 5.0), (5.0, 14.9)]
    pars = "".join(
        f'<par id="p{n}"><audio src="a.mp3" clipBegin="0:00:{b:06.3f}" clipEnd="{e}s"/></par>'
        for n, (b, e) in enumerate(clips, 1)
    )
    (folder / "s1.smil").write_text(
        '<?xml version="1.0"?><smil xmlns="http://www.w3.org/2001/SMIL20/"><body><seq id="m">'
        f"{pars}</seq></body></smil>"
    )
    return folder
