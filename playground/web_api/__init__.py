"""Slack's Web API at ``/api/<method>``, as strict as Slack's own."""

from playground.web_api.dispatcher import WebApi

__all__ = ["WebApi"]
