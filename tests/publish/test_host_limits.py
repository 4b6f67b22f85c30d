"""What hosts take is told before a site reaches it."""

from __future__ import annotations

import pytest

from site_builder.publish.host_limits import LARGEST_FILE, MOST_BYTES, MOST_FILES, HostLimit, limits_near
from site_builder.publish.site import PublishResult

SMALL = {"files": 379, "changed": 0, "size": 18_700_000, "largest": 900_000}


@pytest.mark.parametrize(
    ("field", "least", "limit"),
    [("files", 16_000, MOST_FILES), ("size", 800_000_000, MOST_BYTES), ("largest", 20_000_000, LARGEST_FILE)],
)
def test_a_limit_is_told_from_four_fifths_of_it_on(field: str, least: int, limit: HostLimit) -> None:
    def near(found: int) -> list[tuple[HostLimit, int]]:
        return list(limits_near(PublishResult(**{**SMALL, field: found})))

    assert near(least - 1) == []
    assert near(least) == [(limit, least)]
    assert near(10 * limit.most) == [(limit, 10 * limit.most)]


def test_a_site_may_be_near_to_all_of_them() -> None:
    large = PublishResult(files=24_144, changed=0, size=2_000_000_000, largest=60_000_000)
    assert [limit for limit, _ in limits_near(large)] == [MOST_FILES, MOST_BYTES, LARGEST_FILE]
