#!/usr/bin/env python3
"""What LittleCMS makes of colours: expected values for the tests of src/picture/colours.rs.

`colours.py FOLDER` writes NAME.tsv beside each NAME.icc of greys, of red, green and blue, or of four inks in the folder: a
colour of the profile and the same in sRGB on each line, 0 to 255. Then
`LIUHAO_COLOURS=FOLDER cargo test --lib colours -- --nocapture` says how far the program is from them.
`colours.py --make FOLDER` first writes the profiles that tests/fixtures/colours holds: an invented press, greys of a
scanner and of a press that swells its dots; and two photos of the press, one whose inks are stored as luma and colour.
Needs liblcms2 (Debian: liblcms2-2), which is called through ctypes, and Pillow for the photos.
"""

import ctypes
import random
import sys
from ctypes import POINTER, c_char_p, c_double, c_int, c_ubyte, c_uint16, c_uint32, c_void_p
from pathlib import Path

LCMS = ctypes.CDLL("liblcms2.so.2")
GRAY, RGB, CMYK = 0x47524159, 0x52474220, 0x434D594B
LAB, XYZ, OUTPUT, INPUT = 0x4C616220, 0x58595A20, 0x70727472, 0x73636E72
# Pixel formats of one byte a channel, by colour space: lcms2.h.
FORMATS = {GRAY: (3 << 16) | (1 << 3) | 1, RGB: (4 << 16) | (3 << 3) | 1, CMYK: (6 << 16) | (4 << 3) | 1}
CHANNELS = {GRAY: 1, RGB: 3, CMYK: 4}
PERCEPTUAL = 0
TAG_A2B0, TAG_GRAY, TAG_WHITE, TAG_NAME = 0x41324230, 0x6B545243, 0x77747074, 0x64657363


def declare(name, result, *arguments):
    function = getattr(LCMS, name)
    function.restype, function.argtypes = result, arguments
    return function


class Place(ctypes.Structure):
    _fields_ = [("x", c_double), ("y", c_double), ("z", c_double)]


open_file = declare("cmsOpenProfileFromFile", c_void_p, c_char_p, c_char_p)
save_file = declare("cmsSaveProfileToFile", c_int, c_void_p, c_char_p)
space_of = declare("cmsGetColorSpace", c_uint32, c_void_p)
srgb = declare("cmsCreate_sRGBProfile", c_void_p)
transform = declare(
    "cmsCreateTransform", c_void_p, c_void_p, c_uint32, c_void_p, c_uint32, c_uint32, c_uint32
)
apply = declare("cmsDoTransform", None, c_void_p, c_void_p, c_void_p, c_uint32)
empty = declare("cmsCreateProfilePlaceholder", c_void_p, c_void_p)
set_version = declare("cmsSetProfileVersion", None, c_void_p, c_double)
set_class = declare("cmsSetDeviceClass", None, c_void_p, c_uint32)
set_space = declare("cmsSetColorSpace", None, c_void_p, c_uint32)
set_connection = declare("cmsSetPCS", None, c_void_p, c_uint32)
write_tag = declare("cmsWriteTag", c_int, c_void_p, c_uint32, c_void_p)
pipeline = declare("cmsPipelineAlloc", c_void_p, c_void_p, c_uint32, c_uint32)
insert = declare("cmsPipelineInsertStage", c_int, c_void_p, c_int, c_void_p)
curves = declare("cmsStageAllocToneCurves", c_void_p, c_void_p, c_uint32, c_void_p)
table = declare(
    "cmsStageAllocCLut16bit", c_void_p, c_void_p, c_uint32, c_uint32, c_uint32, POINTER(c_uint16)
)
tabulated = declare("cmsBuildTabulatedToneCurve16", c_void_p, c_void_p, c_uint32, POINTER(c_uint16))
gamma = declare("cmsBuildGamma", c_void_p, c_void_p, c_double)
words = declare("cmsMLUalloc", c_void_p, c_void_p, c_uint32)
say = declare("cmsMLUsetASCII", c_int, c_void_p, c_char_p, c_char_p, c_char_p)


def samples(space):
    if space == GRAY:
        return [(value,) for value in range(256)]
    steps = (0, 64, 128, 192, 255)
    count = CHANNELS[space]
    grid = [()]
    for _ in range(count):
        grid = [colour + (step,) for colour in grid for step in steps]
    chance = random.Random(15)
    return grid + [tuple(chance.randrange(256) for _ in range(count)) for _ in range(200)]


def measure(path):
    profile = open_file(str(path).encode(), b"r")
    space = profile and space_of(profile)
    if space not in FORMATS:
        return
    colours = samples(space)
    way = transform(profile, FORMATS[space], srgb(), FORMATS[RGB], PERCEPTUAL, 0)
    if not way:
        return
    flat = [value for colour in colours for value in colour]
    before, after = (c_ubyte * len(flat))(*flat), (c_ubyte * (3 * len(colours)))()
    apply(way, before, after, len(colours))
    lines = ["\t".join(map(str, colour + tuple(after[3 * at : 3 * at + 3]))) for at, colour in enumerate(colours)]
    path.with_suffix(".tsv").write_text("\n".join(lines) + "\n")


def profile_of(name, space, connection, kind):
    profile = empty(None)
    set_version(profile, 2.4)
    set_class(profile, kind)
    set_space(profile, space)
    set_connection(profile, connection)
    text = words(None, 1)
    say(text, b"en", b"US", name.encode())
    write_tag(profile, TAG_NAME, text)
    white = Place(0.9642, 1.0, 0.8249)
    write_tag(profile, TAG_WHITE, ctypes.byref(white))
    return profile


def lab(cyan, magenta, yellow, black):
    """Lab of inks on white paper, by Neugebauer with invented corners, each 0 to 1."""
    corners = {
        (0, 0, 0): (95, 0, -2), (1, 0, 0): (55, -36, -50), (0, 1, 0): (48, 74, -3), (0, 0, 1): (89, -5, 93),
        (1, 1, 0): (24, 17, -46), (1, 0, 1): (50, -66, 26), (0, 1, 1): (47, 68, 48), (1, 1, 1): (23, 0, 0),
    }
    parts = [0.0, 0.0, 0.0]
    for (c, m, y), colour in corners.items():
        weight = 1.0
        for is_full, ink in ((c, cyan), (m, magenta), (y, yellow)):
            swollen = ink**0.8
            weight *= swollen if is_full else 1 - swollen
        for at in range(3):
            parts[at] += weight * colour[at]
    light = (1 - black) ** 1.2
    return [parts[0] * light + 9 * (1 - light), parts[1] * light, parts[2] * light]


def make_press(path):
    profile = profile_of("example press", CMYK, LAB, OUTPUT)
    grid, values = 5, []
    for at in range(grid**4):
        inks = [at // grid**power % grid / (grid - 1) for power in (3, 2, 1, 0)]
        light, red, yellow = lab(*inks)
        # As version 2 of the format stores Lab.
        values += [round(light * 65280 / 100), round((red + 128) * 256), round((yellow + 128) * 256)]
    stages = pipeline(None, 4, 3)
    insert(stages, 1, curves(None, 4, None))
    insert(stages, 1, table(None, grid, 4, 3, (c_uint16 * len(values))(*values)))
    insert(stages, 1, curves(None, 3, None))
    write_tag(profile, TAG_A2B0, stages)
    save_file(profile, str(path).encode())


def make_gray(path, name, curve):
    profile = profile_of(name, GRAY, XYZ, INPUT)
    write_tag(profile, TAG_GRAY, curve)
    save_file(profile, str(path).encode())


def dot_gain():
    """Light of a share of black on which dots have grown by a fifth at the middle."""
    def light(gray):
        ink = 1 - gray
        return 1 - min(1.0, ink + 0.8 * ink * (1 - ink))
    values = [round(65535 * light(at / 255)) for at in range(256)]
    return tabulated(None, 256, (c_uint16 * 256)(*values))


def make_photos(folder):
    """Squares of sixteen pixels, from left to right the lines of press.tsv by the step below, four in a row."""
    from PIL import Image

    lines = (folder / "press.tsv").read_text().splitlines()[:625:39]
    profile = (folder / "press.icc").read_bytes()
    for name in ("inks", "luma"):
        image = Image.new("CMYK", (64, 64))
        for at, line in enumerate(lines[:16]):
            inks = tuple(map(int, line.split("\t")[:4]))
            colour = inks if name == "inks" else luma(*inks)
            image.paste(colour, (at % 4 * 16, at // 4 * 16, at % 4 * 16 + 16, at // 4 * 16 + 16))
        path = folder / f"{name}.jpg"
        image.save(path, quality=98, subsampling=0, icc_profile=profile)
        if name == "luma":
            bytes = path.read_bytes()
            at = bytes.index(b"Adobe") + 11
            path.write_bytes(bytes[:at] + b"\2" + bytes[at + 1 :])


def luma(cyan, magenta, yellow, black):
    """Pillow stores 255 less each value. Adobe's programs store luma and differences of the inks, and 255 less black."""
    red, green, blue = cyan, magenta, yellow
    stored = (
        0.299 * red + 0.587 * green + 0.114 * blue,
        128 - 0.168736 * red - 0.331264 * green + 0.5 * blue,
        128 + 0.5 * red - 0.418688 * green - 0.081312 * blue,
    )
    return tuple(255 - max(0, min(255, round(value))) for value in stored) + (black,)


def main():
    folder = Path(sys.argv[-1])
    if "--make" in sys.argv:
        folder.mkdir(parents=True, exist_ok=True)
        make_press(folder / "press.icc")
        make_gray(folder / "scanner.icc", "example scanner", gamma(None, 1.8))
        make_gray(folder / "dot-gain.icc", "example dot gain", dot_gain())
    for path in sorted(folder.glob("*.icc")):
        measure(path)
    if "--make" in sys.argv:
        make_photos(folder)


main()
