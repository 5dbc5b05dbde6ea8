"""Which open recruitments somebody who waits in the random pool could join instead."""

from datetime import datetime

from domain.model.application import Application
from domain.model.recruitment import Recruitment
from domain.model.timing import SOON


def fits(application: Application, recruitment: Recruitment, now: datetime) -> bool:
    """Whether it meets soon, has a free seat, and is at a place and in a way (or of a type) that is accepted.

    Its number of people is its author's to choose: sizes are a wish about random groups.
    """
    details, conditions = recruitment.details, application.conditions
    is_new = not recruitment.has(application.member) and not recruitment.awaits(application.member)
    how = details.way_of_eating or details.study_type
    return (
        recruitment.category is application.category
        and is_new
        and recruitment.has_free_seat(now)
        and details.meets_at <= now + SOON
        and how in conditions.hows
        and bool(set(details.places) & set(conditions.places))
    )
