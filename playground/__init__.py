"""A local Slack workspace, as strict as Slack: for trying the bot in a browser, and for tests to drive."""

from playground.clock import MovableClock
from playground.machine import MachineClock, ManualMachineClock, SystemMachineClock
from playground.manifest import Shortcut, SlashCommand
from playground.options import HttpTarget, PlaygroundOptions, PortTaken
from playground.server import Playground

__all__ = [
    "HttpTarget",
    "MachineClock",
    "ManualMachineClock",
    "MovableClock",
    "Playground",
    "PlaygroundOptions",
    "PortTaken",
    "Shortcut",
    "SlashCommand",
    "SystemMachineClock",
]
