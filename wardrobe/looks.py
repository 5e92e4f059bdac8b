"""The choices of a look: what there is to wear, in which colours, and eight ready looks."""

from typing import Any

from .aids import AXLE_Y, AXLE_Z
from .body import ELBOW, HIP, KNEE, SHOULDER


def _item(name: str, piece: str, ko: str, en: str, **more: Any) -> dict[str, Any]:
    return {"id": name, "piece": piece, **more, "title": {"ko": ko, "en": en}}


SLOTS: dict[str, list[dict[str, Any] | None]] = {
    "hair": [
        _item("short", "hair_short", "짧은 머리", "Short", under="hair_under"),
        _item("bob", "hair_bob", "단발", "Bob", under="hair_under"),
        _item("long", "hair_long", "긴 머리", "Long", under="hair_under_long"),
        _item("bun", "hair_bun", "올림머리", "Bun", under="hair_under"),
        _item("ponytail", "hair_ponytail", "묶은 머리", "Ponytail", under="hair_under"),
        _item("curly", "hair_curly", "곱슬머리", "Curly", under="hair_under"),
        _item("crop", "hair_crop", "아주 짧은 머리", "Cropped", under="hair_under"),
    ],
    "headwear": [
        None,
        _item("gat", "headwear_gat", "갓", "Gat"),
        _item("cap", "headwear_cap", "야구 모자", "Cap"),
        _item("beanie", "headwear_beanie", "털모자", "Beanie"),
        _item("headscarf", "headwear_headscarf", "머릿수건", "Headscarf", hides_hair=True),
        _item("sun-hat", "headwear_sun_hat", "밀짚모자", "Straw hat"),
    ],
    "glasses": [
        None,
        _item("round", "glasses_round", "둥근 안경", "Round glasses"),
        _item("square", "glasses_square", "네모난 안경", "Square glasses"),
        _item("sun", "glasses_sun", "색안경", "Sunglasses"),
    ],
    "top": [
        _item("tee", "top_tee", "티셔츠", "T-shirt"),
        _item("jacket", "top_jacket", "재킷", "Jacket"),
        _item("jeogori", "top_jeogori", "저고리", "Jeogori"),
        _item("hoodie", "top_hoodie", "후드티", "Hoodie"),
        _item("knit", "top_knit", "스웨터", "Jumper"),
        _item("coat", "top_coat", "외투", "Coat"),
        _item("vest", "top_vest", "조끼", "Vest"),
    ],
    "bottom": [
        _item("trousers", "bottom_trousers", "바지", "Trousers"),
        _item("skirt", "bottom_skirt", "치마", "Skirt", dress=True),
        _item("chima", "bottom_chima", "한복 치마", "Chima", dress=True),
        _item("shorts", "bottom_shorts", "반바지", "Shorts"),
        _item("baji", "bottom_baji", "한복 바지", "Baji"),
    ],
    "mobility": [
        None,
        _item("wheelchair", "aid_wheelchair", "휠체어", "Wheelchair", gait="roll", seat_m=0.515),
        _item("cane", "aid_cane", "흰 지팡이", "White cane"),
    ],
    "age": [
        {"id": "adult", "size": 1.0, "head": 1.0, "stoop": 0.0, "title": {"ko": "어른", "en": "Adult"}},
        {"id": "child", "size": 0.70, "head": 1.22, "stoop": 0.0, "title": {"ko": "어린이", "en": "Child"}},
        {"id": "elder", "size": 0.95, "head": 1.0, "stoop": 0.10, "title": {"ko": "어르신", "en": "Elder"}},
    ],
}

PALETTES: dict[str, list[str]] = {
    "skin": ["#f7dcc6", "#f0c7a4", "#dfae86", "#cb9669", "#ab7549", "#8a5836", "#674026", "#472b1b"],
    "hair": [
        "#201a18",
        "#3b2a21",
        "#5f3f2b",
        "#8b5e3b",
        "#c79a5b",
        "#8e8f93",
        "#e4e2dd",
        "#7d2f27",
        "#3f5f8f",
    ],
    "cloth": [
        *["#f4f1ea", "#2c3240", "#1f3f77", "#3f86c6", "#8fc3dc", "#2e7d6b"],
        *["#6aa84f", "#b9d08b", "#f1c232", "#e58a3c", "#c8372d", "#e0668c"],
        *["#f0b6c4", "#8a5fb0", "#c7b2e0", "#7b4b34", "#c7a379", "#8b9097"],
    ],
    "accent": [
        *["#a83246", "#d8b25a", "#c8372d", "#f4f1ea", "#c8372d", "#f1c232"],
        *["#f4f1ea", "#b0405c", "#2c3240", "#f4f1ea", "#f4f1ea", "#3b4f8f"],
        *["#5f3f8f", "#f1c232", "#6a3f96", "#f4f1ea", "#7b2f2f", "#c8372d"],
    ],
    "bottom": [
        *["#2b2f3a", "#24406e", "#5a7fa8", "#6e747d", "#b8a184", "#ece7dc"],
        *["#3f5b48", "#7a4634", "#b3203f", "#d9487f", "#3a4fa3", "#6a3f96", "#e8a1b5"],
    ],
    "headwear": ["#23252b", "#f4f1ea", "#c8372d", "#1f3f77", "#2e7d6b", "#e2c48d", "#8a5fb0", "#e0668c"],
    "shoes": ["#26272c", "#f2f0ea", "#6b4630", "#c8372d", "#2f5fa8", "#d8b25a"],
}

PRESETS = [
    "k1.h00.t12.b00.s0",  # jacket and trousers
    "k0.h21.t4b.b11.s1",  # long hair, jumper and skirt
    "k1.h30.t20.b28.s1",  # hanbok: jeogori and chima
    "k2.h00.w10.t24.b45.s0",  # hanbok: jeogori, baji and gat
    "k6.h50.t38.b32.s1",  # curls and a hoodie
    "k0.h06.g1.t5f.b04.s2.a2",  # an elder in a coat
    "k3.h41.t0a.b3a.s4.a1",  # a child
    "k4.h60.g2.t45.b00.s1.m1",  # in a wheelchair
]

ABOUT: dict[str, Any] = {
    "faces": "-z",
    "slots": SLOTS,
    "palettes": PALETTES,
    "presets": PRESETS,
    "always": ["head"],
    "lod": {"mid": "mid", "mid_dress": "mid_dress", "far": "far", "far_dress": "far_dress"},
    "rig": {
        "hip": HIP,
        "knee": KNEE,
        "shoulder": SHOULDER,
        "elbow": ELBOW,
        "neck": 1.30,
        "axle": [AXLE_Y, AXLE_Z],
        "height": 1.66,
    },
}
