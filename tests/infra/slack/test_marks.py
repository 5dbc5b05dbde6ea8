from infra.slack.marks import Marks

KEY = "recruitment:0b9c:promoted:3:42"


def test_a_key_always_has_the_same_mark_under_one_secret() -> None:
    assert Marks("a").of(KEY) == Marks("a").of(KEY)


def test_without_the_secret_nobody_can_tell_which_key_it_is() -> None:
    assert Marks("a").of(KEY) != Marks("b").of(KEY)


def test_a_message_wears_the_mark_of_its_own_key_alone() -> None:
    marks = Marks("a")
    message = {"metadata": marks.metadata(KEY)}

    assert marks.on(message, KEY)
    assert not marks.on(message, KEY + "0")


def test_messages_of_others_wear_no_mark() -> None:
    marks = Marks("a")
    theirs = {"event_type": "somebody_else", "event_payload": {"key": marks.of(KEY)}}

    for metadata in (None, {}, theirs, {"event_type": "partner42_delivery"}, marks.metadata("x")):
        assert not marks.on({"metadata": metadata}, KEY)
    assert not marks.on({}, KEY)
