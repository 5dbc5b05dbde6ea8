"""What stands in the form of a recruitment."""

from dataclasses import dataclass
from datetime import datetime

from domain.model.ids import RecruitmentId
from domain.model.match import Match
from domain.model.recruitment import Recruitment
from domain.vocabulary import Category, Place, StudyType, WayOfEating


@dataclass(frozen=True, slots=True)
class FormState:
    """What stands in the form.

    `notes` are the keys of what a person should be told of how their words were read. With `overlaps` the form warns
    of the meetings nearby and its submission says that it is meant all the same (`despite_overlap`). `reposts` is the
    recruitment whose draft this is.
    """

    category: Category
    meets_at: datetime
    title: str | None = None
    content: str | None = None
    places: tuple[Place, ...] = ()
    way_of_eating: WayOfEating | None = None
    study_type: StudyType | None = None
    capacity: int = 4
    anonymous: bool = False
    confirm_when_full: bool = True
    channel_id: str | None = None
    editing: RecruitmentId | None = None
    notes: tuple[str, ...] = ()
    overlaps: tuple[Recruitment | Match, ...] = ()
    despite_overlap: bool = False
    reposts: RecruitmentId | None = None
