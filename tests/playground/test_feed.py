from playground.feed import KEPT, EventFeed


async def test_a_listener_that_fell_too_far_behind_is_told_to_start_anew() -> None:
    feed = EventFeed()
    feed.publish("clock", {"n": 0})
    slow = feed.listen("U0SUA", 0)
    assert (await anext(slow)).data == {"n": 0}
    for number in range(KEPT + 1):
        feed.publish("clock", {"n": number})
    assert (await anext(slow)).type == "reset"
    feed.publish("clock", {"n": -1})
    assert (await anext(slow)).data == {"n": -1}
    feed.close()
    assert [event async for event in slow] == []


async def test_only_those_it_concerns_hear_of_an_event() -> None:
    feed = EventFeed()
    feed.publish("views", {"of": "U0SUA"}, ["U0SUA"])
    feed.publish("clock", {"of": "everybody"})
    heard = feed.listen("U0JIWOO", 0)
    assert (await anext(heard)).data == {"of": "everybody"}
    observer = feed.listen("*", 0)
    assert (await anext(observer)).data == {"of": "U0SUA"}
