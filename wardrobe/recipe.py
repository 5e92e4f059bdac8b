"""The wardrobe: every piece that a person can wear, and how far-off people look."""

from madang.places.glb import Material
from madang.places.scenery import Models

from . import aids, bottoms, far, hair, hats, heads, looks, tops
from .body import Piece


def make() -> Models:
    """All pieces by the names that wardrobe.json gives them."""
    parts = [piece.part(name) for name, piece in pieces().items()]
    return Models(parts, [Material("citizen", roughness=0.9)], looks.ABOUT)


def pieces() -> dict[str, Piece]:
    return {
        "head": heads.head(),
        "hair_short": hair.short(),
        "hair_bob": hair.bob(),
        "hair_long": hair.long(),
        "hair_bun": hair.bun(),
        "hair_ponytail": hair.ponytail(),
        "hair_curly": hair.curly(),
        "hair_crop": hair.crop(),
        "hair_under": hair.under(),
        "hair_under_long": hair.under_long(),
        "headwear_gat": hats.gat(),
        "headwear_cap": hats.cap_with_peak(),
        "headwear_beanie": hats.beanie(),
        "headwear_headscarf": hats.headscarf(),
        "headwear_sun_hat": hats.sun_hat(),
        "glasses_round": heads.glasses("round"),
        "glasses_square": heads.glasses("square"),
        "glasses_sun": heads.glasses("sun"),
        "top_tee": tops.tee(),
        "top_jacket": tops.jacket(),
        "top_jeogori": tops.jeogori(),
        "top_hoodie": tops.hoodie(),
        "top_knit": tops.knit(),
        "top_coat": tops.coat(),
        "top_vest": tops.vest(),
        "bottom_trousers": bottoms.trousers(),
        "bottom_skirt": bottoms.skirt(),
        "bottom_chima": bottoms.chima(),
        "bottom_shorts": bottoms.shorts(),
        "bottom_baji": bottoms.baji(),
        "aid_wheelchair": aids.wheelchair(),
        "aid_cane": aids.cane(),
        "mid": far.mid(dress=False),
        "mid_dress": far.mid(dress=True),
        "far": far.far(dress=False),
        "far_dress": far.far(dress=True),
    }
