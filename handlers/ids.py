"""Every id that Slack sends back to us. Changing one breaks messages that are out there."""

from enum import StrEnum
from uuid import UUID


class Command(StrEnum):
    """Slash commands."""

    PARTNER = "/partner"


class Shortcut(StrEnum):
    """Callback ids of global shortcuts."""

    NEW_RECRUITMENT = "new_recruitment"
    RANDOM_APPLY = "random_apply"


class CallbackId(StrEnum):
    """Callback ids of modals."""

    RECRUITMENT_CREATE = "recruitment_create"
    RECRUITMENT_EDIT = "recruitment_edit"
    RECRUITMENT_ASK = "recruitment_ask"
    COMMENT_CREATE = "comment_create"
    RANDOM_APPLY = "random_apply"
    SETTINGS = "settings"
    ERASE = "erase"


class Field(StrEnum):
    """Inputs: block id and action id both."""

    CATEGORY = "category"
    TITLE = "title"
    MEETS_AT = "meets_at"
    PLACES = "places"
    WAY_OF_EATING = "way_of_eating"
    STUDY_TYPE = "study_type"
    CAPACITY = "capacity"
    CONTENT = "content"
    OPTIONS = "options"
    CHANNEL = "channel"
    WAYS_OF_EATING = "ways_of_eating"
    STUDY_TYPES = "study_types"
    GROUP_SIZE = "group_size"


class Setting(StrEnum):
    """Inputs of the settings: block id and action id both."""

    LANGUAGE = "language"
    DMS = "dms"
    BLOCKED = "blocked"


class Confirmation(StrEnum):
    """Boxes that say yes: block id, action id and value all three."""

    ERASE = "erase_confirmed"


class LanguageOption(StrEnum):
    """The options of `Setting.LANGUAGE`; with `AUTO` it is Slack's."""

    AUTO = "auto"
    KO = "ko"
    EN = "en"


class Option(StrEnum):
    """The checkboxes of `Field.OPTIONS`."""

    ANONYMOUS = "anonymous"
    CONFIRM_WHEN_FULL = "confirm_when_full"


class Action(StrEnum):
    """Action ids of buttons and menus; `Field.CATEGORY` acts too, in the form of a new recruitment."""

    RECRUITMENT_JOIN = "recruitment_join"
    RECRUITMENT_JOIN_ANYWAY = "recruitment_join_anyway"
    RECRUITMENT_LEAVE = "recruitment_leave"
    RECRUITMENT_COMMENT = "recruitment_comment"
    RECRUITMENT_MANAGE = "recruitment_manage"
    RECRUITMENT_CANCEL = "recruitment_cancel"
    RECRUITMENT_REPOST = "recruitment_repost"
    RECRUITMENT_OWN = "recruitment_own"
    RECRUITMENT_TO_RANDOM = "recruitment_to_random"
    RANDOM_OPEN = "random_open"
    RANDOM_QUICK = "random_quick"
    RANDOM_CANCEL = "random_cancel"
    RANDOM_EXTEND = "random_extend"
    RANDOM_RELAX = "random_relax"
    RANDOM_TO_RECRUITMENT = "random_to_recruitment"
    MATCH_CALENDAR = "match_calendar"
    MATCH_CANNOT_COME = "match_cannot_come"
    HISTORY_PAGE = "history_page"
    LIST_PAGE = "list_page"
    LIST_FILTER = "list_filter"
    HOME_NEW_MEAL = "home_new_meal"
    HOME_NEW_STUDY = "home_new_study"
    HOME_LIST = "home_list"
    HOME_RANDOM = "home_random"
    HOME_HISTORY = "home_history"
    HOME_SETTINGS = "home_settings"
    SETTINGS_EXPORT = "settings_export"
    SETTINGS_ERASE = "settings_erase"
    COMPOSE_OPEN = "compose_open"


class Manage(StrEnum):
    """The words of the manage menu. `CONFIRM` and `CANCEL` ask first."""

    EDIT = "edit"
    CONFIRM = "confirm"
    CANCEL = "cancel"


def manage_value(word: Manage, subject: UUID) -> str:
    """What an option of the manage menu carries."""
    return f"{word}:{subject}"


def read_manage(value: str) -> tuple[Manage, UUID] | None:
    """The word and the public id that an option carries; None for anything else."""
    word, _, subject = value.partition(":")
    try:
        return Manage(word), UUID(subject)
    except ValueError:
        return None
