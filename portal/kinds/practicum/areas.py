"""The 25 districts (자치구) of the city and the education office whose area each of them lies in."""

DISTRICTS = {
    "동부": ("동대문구", "중랑구"),
    "서부": ("마포구", "서대문구", "은평구"),
    "남부": ("구로구", "금천구", "영등포구"),
    "북부": ("노원구", "도봉구"),
    "중부": ("용산구", "종로구", "중구"),
    "강동송파": ("강동구", "송파구"),
    "강서양천": ("강서구", "양천구"),
    "강남서초": ("강남구", "서초구"),
    "동작관악": ("관악구", "동작구"),
    "성동광진": ("광진구", "성동구"),
    "성북강북": ("강북구", "성북구"),
}
AREAS = tuple(DISTRICTS)
OUTSIDE = "서울 밖"
HOMES = (*sorted(name for names in DISTRICTS.values() for name in names), OUTSIDE)
"""Where candidates live."""

_AREA_OF = {name: area for area, names in DISTRICTS.items() for name in names}


def area_of(district: str) -> str:
    """Return the area a district lies in; empty for whoever lives outside the city."""
    return _AREA_OF.get(district, "")


def area_words(area: str) -> str:
    """Name an area with its districts: "동작관악(관악구·동작구)"."""
    names = DISTRICTS.get(area, ())
    return f"{area}({'·'.join(names)})" if names else area
