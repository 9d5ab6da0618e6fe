"""What waits for an institution stands on its people's first page, with the day of the answer, and on nobody else's."""

from datetime import timedelta

import pytest

from tests.factories.practicum import practicum, proposed, school, speaker_for

pytestmark = pytest.mark.usefixtures("clock")


def test_those_who_answer_for_a_school_see_what_it_is_asked(app, as_, clock):
    place, asked, other = practicum(), school("가온고등학교"), school("다른고등학교")
    speaker, stranger = speaker_for(asked), speaker_for(other, "남모름")
    placement = proposed(place, asked)
    first = as_(speaker).get("/").text
    assert "할 일 1건" in first and "실무수습생 배치 제안 회신" in first
    assert placement.candidate.name not in first
    assert "기한 지남" not in first
    assert "배치 제안 회신" not in as_(stranger).get("/").text
    clock.freeze(clock.at(placement.reply_by + timedelta(days=1)).replace(hour=9))
    assert "기한 지남" in as_(speaker).get("/").text
