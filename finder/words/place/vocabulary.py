"""Words that people type around a place. The exported folder reads places by the same lists.

All are normalized (finder.plain_text), and longer ones come before their beginnings.
"""

from __future__ import annotations

#: Words in front of a town that do not name it.
LEADING = (
    "i live in", "we live in", "i live near", "i am in", "i m in", "im in", "living in", "located in",
    "just outside of", "outside of", "outside", "close to", "nearby", "near", "around", "in", "from",
    "downtown", "greater", "metro", "the city of", "the town of", "city of", "town of",
    "charter township of", "township of", "village of", "borough of", "municipality of", "vivo en",
    "vivimos en", "estoy en", "cerca de", "alrededor de", "en", "la ciudad de", "ciudad de", "pueblo de",
    "municipio de", "centro de",
)  # fmt: skip
#: Words behind a town that do not name it. "City" is one only where a state is given: Mexico City is abroad.
TRAILING = (
    "metropolitan area", "metro area", "area", "metro", "suburbs", "region", "charter township",
    "township", "twp", "town", "village", "borough", "municipality", "cdp", "in", "en",
)  # fmt: skip
TRAILING_BEFORE_STATE = (*TRAILING, "city")

#: What a piece of a street address has, besides digits.
STREET_WORDS = frozenset((
    "st", "street", "ave", "avenue", "av", "blvd", "boulevard", "rd", "road", "dr", "drive", "ln", "lane",
    "ct", "court", "cir", "circle", "pl", "place", "way", "pkwy", "parkway", "hwy", "highway", "route",
    "rte", "rt", "cr", "loop", "trl", "trail", "ter", "terrace", "sq", "square", "plaza", "broadway",
    "apt", "apartment", "suite", "ste", "unit", "floor", "bldg", "building", "room", "rm", "box", "rr",
    "calle", "avenida", "carr", "carretera", "urb", "km", "turnpike", "tpke", "pike",
))  # fmt: skip

#: What stands for the reader's own place.
HERE = (
    "here", "near me", "nearby", "near here", "my location", "current location", "my current location",
    "where i am", "my place", "my area", "closest", "closest to me", "around me", "aqui", "cerca de mi",
    "cerca", "mi ubicacion", "ubicacion actual", "mi zona", "donde estoy", "near by", "near me now",
    "close to me", "my house", "my home", "at home", "mi casa", "cerca de aqui",
)  # fmt: skip
#: The whole country: it is dropped behind a place.
COUNTRY = (
    "united states of america", "the united states", "united states", "u s a", "usa", "us", "u s",
    "the usa", "the us", "estados unidos de america", "estados unidos", "los estados unidos", "ee uu",
    "eeuu", "e e u u", "eua", "e u a", "america",
)  # fmt: skip
#: Countries, and provinces and cities of neighbors, that people look for care from. Some are names of
#: towns too: they mean the country only behind another word.
ABROAD = (
    "canada", "mexico", "ontario", "quebec", "qc", "british columbia", "bc", "alberta", "manitoba",
    "saskatchewan", "nova scotia", "new brunswick", "newfoundland", "prince edward island", "england",
    "uk", "u k", "united kingdom", "great britain", "scotland", "wales", "ireland", "france", "germany",
    "deutschland", "spain", "espana", "italy", "italia", "portugal", "netherlands", "belgium",
    "switzerland", "austria", "sweden", "norway", "denmark", "finland", "poland", "ukraine", "russia",
    "greece", "turkey", "israel", "egypt", "nigeria", "ghana", "kenya", "ethiopia", "south africa",
    "morocco", "india", "pakistan", "bangladesh", "nepal", "china", "hong kong", "taiwan", "japan",
    "korea", "south korea", "vietnam", "thailand", "philippines", "filipinas", "indonesia", "malaysia",
    "singapore", "australia", "new zealand", "saudi arabia", "uae", "dubai", "iran", "iraq", "cuba",
    "haiti", "jamaica", "dominican republic", "republica dominicana", "bahamas", "guatemala", "honduras",
    "el salvador", "nicaragua", "costa rica", "panama", "colombia", "venezuela", "ecuador", "peru",
    "bolivia", "chile", "argentina", "brazil", "brasil", "uruguay", "paraguay", "trinidad", "barbados",
    "belize", "bermuda", "guantanamo", "gitmo",
)  # fmt: skip
#: Short for a province or country behind its city; none is the end of a US town.
ABROAD_CODES = frozenset(("uk", "on", "qc", "bc", "ab", "mb", "sk"))
#: Large cities abroad whose names small US places have too: these are offered, not searched.
ABROAD_CITIES = (
    "santo domingo", "tijuana", "juarez", "ciudad juarez", "monterrey", "guadalajara", "acapulco",
    "cancun", "mexico city", "ciudad de mexico", "havana", "la habana", "toronto", "montreal", "london",
    "paris", "rome", "madrid", "barcelona", "dublin", "berlin", "hamburg", "vienna", "athens greece",
    "moscow", "cairo", "delhi", "new delhi", "mumbai", "bombay", "manila", "tokyo", "seoul", "shanghai",
    "peking", "sydney", "lima", "bogota", "caracas", "sao paulo", "nassau bahamas", "port au prince",
    "san salvador", "tegucigalpa", "lagos", "guatemala city", "ciudad de guatemala", "managua", "quito",
    "guayaquil", "medellin", "cali colombia", "rio de janeiro", "buenos aires", "santiago de los caballeros",
    "kingston jamaica", "bangkok", "beijing", "hanoi", "ho chi minh city", "saigon", "jakarta", "karachi",
    "lahore", "dhaka", "kolkata", "chennai", "bangalore", "tehran", "baghdad", "nairobi", "addis ababa",
    "cebu", "quezon city", "taipei", "osaka", "kyiv", "kiev", "hermosillo", "nogales sonora",
    "reynosa", "nuevo laredo", "mexicali", "ramstein", "landstuhl", "guantanamo bay", "okinawa",
)  # fmt: skip
#: The Postal Service's marks of military and diplomatic mail, what its regions are called where a state
#: would be, and the words with which such an address begins.
MILITARY_MAIL = frozenset(("apo", "fpo", "dpo"))
MILITARY_REGIONS = frozenset(("aa", "ae", "ap"))
MILITARY_UNITS = frozenset(("psc", "cmr", "unit", "uss", "usns", "usag", "ussf", "uscgc"))
