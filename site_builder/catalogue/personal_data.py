"""Personal data in free text: numbers, addresses and names of people, found by the form in which they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .vietnamese import fold, nfc


class PersonalKind(StrEnum):
    """What of a person a text tells."""

    PHONE = "phone"
    EMAIL = "email"
    IDENTITY = "identity"
    BANK = "bank"
    NAME = "name"
    ETHNICITY = "ethnicity"


@dataclass(frozen=True, slots=True)
class PersonalDatum:
    """What was found in a text, in the words of the text; `start` is where."""

    kind: PersonalKind
    words: str
    start: int


_SIGNS = r"[\s.\-()_·*–]*"
_DATES = re.compile(r"(?<!\d)\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:19|20)\d\d(?!\d)")
_CALL = (
    r"(?:sđt|sdt|đt|điện thoại|dien thoai|zalo|hotline|tel|phone|mobile|liên hệ|lien he|gọi|call|whatsapp|viber|số|so)"
)
_SPOKEN = r"(?:không|một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|bẩy|tám|chín|zero|one|two|three|four|five|six|seven|eight|nine)"
_NUMBERS = {
    PersonalKind.IDENTITY: rf"(?:cccd|cmnd|cmt|căn cước|can cuoc|chứng minh|hộ chiếu|passport|identity|id card)"
    rf"[^\d\n]{{0,25}}\d(?:{_SIGNS}\d){{7,11}}(?!\d)",
    PersonalKind.BANK: rf"(?:\bstk\b|tài khoản|tai khoan|\btk\b|account|vietcombank|agribank|bidv|"
    rf"vietinbank|techcombank|mb ?bank|momo)[^\d\n]{{0,25}}\d(?:{_SIGNS}\d){{5,18}}(?!\d)",
    PersonalKind.PHONE: rf"(?<![\d/])(?:\(?\+?\(?84\)?{_SIGNS}0?|[0oO](?=[\s.()-]*\d)){_SIGNS}"
    rf"[235789](?:{_SIGNS}[\doOlI]){{7,9}}(?!\w)"
    rf"|\b{_CALL}\W{{0,4}}(?:số|zalo)?\W{{0,4}}[1-9](?:{_SIGNS}\d){{8,9}}(?!\d)"
    rf"|(?<!\w){_SPOKEN}(?:[\s,.-]+{_SPOKEN}){{8,}}(?!\w)",
    PersonalKind.EMAIL: r"[\w.+-]+\s?(?:@|[(\[]?(?:\bat\b|a còng)[)\]])\s?[\w-]+(?:\s?(?:\.|chấm|\bdot\b)\s?[a-z]{2,})+"
    r"|[\w.+-]+\s(?:a còng|a cong)\s[\w-]+(?:\s?(?:\.|chấm|cham)\s?[a-z]{2,})+",
}
_PATTERNS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _NUMBERS.items()}

_UPPER = "A-ZÀÁÂÃĂĐÈÉÊÌÍÒÓÔÕƠÙÚƯÝẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_WORD = rf"[{_UPPER}][^\W\d_]*"
_TITLES = (
    "anh|chị|ông|bà|cô|chú|bác|em|cụ|thím|dì|cậu|mợ|nghệ nhân|chủ hộ|giám đốc|phó giám đốc|chủ nhiệm|trưởng thôn|"
    "trưởng bản|bí thư|chủ tịch|kỹ sư|thầy|cháu|mẹ|già làng|chủ vườn|chủ cơ sở|nông dân|hộ|vợ chồng|gia đình|"
    "xã viên|thành viên|thợ|lương y|bạn|"
    "mr|mrs|ms|miss|uncle|aunt|auntie|farmer|director|artisan|weaver|grower|chairman|chairwoman|family of"
)
_TITLE = re.compile(rf"(?<!\w)({_TITLES})\.?(?: (?:{_TITLES})\.?)*[ \t]+({_WORD}(?:[ \t]+{_WORD}){{0,4}})")
_CAPITAL_TITLES = "|".join(map(str.capitalize, _TITLES.split("|")))
_TITLE_CAPITAL = re.compile(_TITLE.pattern.replace(_TITLES, _CAPITAL_TITLES, 1))
_SURNAMES = (
    "Nguyễn|Trần|Lê|Hoàng|Nông|Lý|Triệu|Bàn|Đặng|Vi|Lương|Hà|Mã|Chu|Bế|La|Phùng|Dương|Đàm|Ma|Lục|Lâm|Lành|Hứa|Phạm|Vũ|Võ|"
    "Bùi|Đỗ|Ngô|Phan|Đinh|Mai|Tô|Hồ|Liễu|Linh|Giáp|Sầm|Đoàn|Phương|Vương|Tống|Thân|Trương|Cao|Chẩn|Hoang|Nguyen|Tran|"
    "Nong|Ly|Trieu|Dang|Luong|Duong|Dam|Giang|Lường|Tạ|Đào|Mông|Sùng|Vàng|Giàng|Thào|Lò|Quách|Tăng|Khổng|Lưu|Trịnh"
)
_TITLE_BARE = re.compile(
    rf"(?<!\w)(anh|chi|ong|ba|co|chu|bac|cu|nghe nhan|giam doc|chu ho)[ \t]+({_WORD}(?:[ \t]+{_WORD}){{1,4}})"
)
"""Without marks a title is many other words, so that a whole name has to follow."""
_FULL_NAME = re.compile(rf"(?<!\w)(?:{_SURNAMES})[ \t]+(?:Văn|Thị|Van|Thi)(?:[ \t]+{_WORD}){{1,3}}")
_PLACE_BEFORE = re.compile(
    r"(?:xã|đường|phố|phường|trường|huyện|thị trấn|thị xã|tỉnh|núi|đền|chùa|chợ|đảo|suối|hang|hồ|cầu|ngõ|sông|đèo|"
    r"khu|tổ|quảng trường|công viên|tiếng|nước|tượng|lăng|miếu|commune|street|road|school|and|và|,|town|"
    r"village|of|nhập|cùng|"
    r"di tích|lễ|tết|hội|truyện|sự tích|tranh|bãi|động|thác|phim|vở|bài|giải|làng|quán|vườn hoa|tuyến|đồng chí) $",
    re.IGNORECASE,
)
_KNOWN_NAMES = (
    "hoàng văn thụ|nguyễn văn trỗi|nguyễn thị minh khai|hồ|táo|công|cuội|tễu|trời|bụt|nhà nước|trăng|hằng|tơ|"
    "hoàng|triệu|trưng|tô|nà|đen|rịa|chúa|thượng ngàn|gióng|địa|thổ|đồ|lê nin|võ thị sáu|lương văn tri|tổ|thần tài|"
    "công táo|tiên|mị|thơ|trư|ba|tư|năm|hai|cả|việt nam|kinh tế|nam|quốc|lạng sơn|bình gia|bắc sơn|"
    "văn quan|xuân|hạ|thu|đông"
)
_KNOWN = frozenset(_KNOWN_NAMES.split("|"))
"""Names of legend, history and places that a title may stand before."""
_PEOPLES = (
    r"tày|nùng|dao|mông|hmong|h['’ ]?mông|hoa|kinh|"
    r"sán chay|sán chỉ|sán chí|sán dìu|cao lan|ngái|thái|mường|lô lô|giáy|pà thẻn|la chí"
)
_ETHNIC = re.compile(
    rf"(?<!\w)(?:người|dân tộc|nguoi|dan toc|ethnic|an?) (?:dân tộc |ethnic )?({_PEOPLES})(?!\w)"
    rf"|(?<!\w)({_PEOPLES}) (?:woman|man|farmer|artisan|family|girl|boy|weaver|grower|ethnic|minority|people)",
    re.IGNORECASE,
)


def find_personal_data(text: str, places: Collection[str] = ()) -> Iterator[PersonalDatum]:
    """What a text tells of people; `places` are names of places that look like names of people."""
    seen = "".join(char for char in nfc(text) if unicodedata.category(char) != "Cf")
    left = _DATES.sub(lambda day: " " * len(day[0]), seen)
    for kind, pattern in _PATTERNS.items():
        for match in pattern.finditer(left):
            yield PersonalDatum(kind, " ".join(match[0].split()), match.start())
        # A number that is told as one thing is not told as another too.
        left = pattern.sub(lambda found: "#" * len(found[0]), left)
    names = list(_names_in(seen, {fold(place) for place in places}))
    yield from names
    for match in _ETHNIC.finditer(seen) if names else ():
        # A people as a whole may be named; beside a person it tells the origin of that person.
        start, end = _sentence_around(seen, match.start())
        if any(start <= name.start < end for name in names):
            yield PersonalDatum(PersonalKind.ETHNICITY, match[0], match.start())


def _names_in(text: str, places: Collection[str]) -> Iterator[PersonalDatum]:
    spans: list[tuple[int, int]] = []
    for pattern in (_TITLE, _TITLE_CAPITAL, *([_TITLE_BARE] if fold(text) == text.casefold() else []), _FULL_NAME):
        for match in pattern.finditer(text):
            name = match[2] if pattern is not _FULL_NAME else match[0]
            first = name.split()[0]
            people = fold(first) in _PEOPLE_KEYS
            known = nfc(name).casefold() in _KNOWN or fold(name) in places
            body = _INSTITUTION.match(text, match.end() - len(name)) or (first.isupper() and len(first) > 1)
            place = _PLACE_BEFORE.search(text[: match.start()]) if pattern is not _TITLE else None
            together = re.search(r"(?:anh|chị|các|trẻ|đàn|bà con|những) $", text[: match.start()], re.IGNORECASE)
            begin, end = match.span()
            told = any(begin < stop and start < end for start, stop in spans)
            if not any((known, people, body, place, together, told)):
                spans.append((begin, end))
                yield PersonalDatum(PersonalKind.NAME, " ".join(match[0].split()), begin)


_PEOPLE_KEYS = frozenset(
    fold(people) for people in ("tày", "nùng", "dao", "mông", "hmong", "hoa", "kinh", "sán", "thái")
)


_INSTITUTION = re.compile(
    r"(?:sở|ban|hội|bộ|tổ|uỷ|ủy|huyện|tỉnh|xã|đảng|quốc hội|việt|công ty|trung tâm|phòng|viện|hợp tác|"
    r"liên hiệp|liên minh|nhà|văn phòng|chi cục|chi nhánh|báo|tập đoàn|trường)\b(?! (?:thị|văn|thi|van)\b)",
    re.IGNORECASE,
)
"""What a director or a chairman is of."""


def _sentence_around(text: str, offset: int) -> tuple[int, int]:
    ends = [match.end() for match in re.finditer(r"[.!?](?=\s)|\n\s*\n", text)]
    return max([end for end in ends if end <= offset], default=0), min(
        [e for e in ends if e > offset], default=len(text)
    )
