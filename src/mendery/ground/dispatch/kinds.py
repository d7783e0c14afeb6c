"""What can be done later, by name. Apps register their functions in ``tasks`` of their own or where they define them.

@job("parties.import")
def import_parties(run: JobRun) -> dict | None: ...

@channel("sms")
def send_sms(payload: dict, dedupe_key: str) -> None: ...
"""

from collections.abc import Callable, Mapping
from typing import Any

from .models import JobRun

JobFunction = Callable[[JobRun], Mapping[str, Any] | None]
ChannelFunction = Callable[[dict[str, Any], str], None]

_jobs: dict[str, JobFunction] = {}
_channels: dict[str, ChannelFunction] = {}


def job(kind: str) -> Callable[[JobFunction], JobFunction]:
    """This function does jobs of the kind: inside the scope of the business, in one transaction. It returns the result to show."""

    def decorate(function: JobFunction) -> JobFunction:
        _jobs[kind] = function
        return function

    return decorate


def channel(kind: str) -> Callable[[ChannelFunction], ChannelFunction]:
    """This function takes messages of the kind out of the house. It gets the payload and the key by which the receiver knows a repetition."""

    def decorate(function: ChannelFunction) -> ChannelFunction:
        _channels[kind] = function
        return function

    return decorate


def job_of(kind: str) -> JobFunction:
    """Who does jobs of the kind. Raises LookupError."""
    return _jobs[kind]


def channel_of(kind: str) -> ChannelFunction:
    """Who delivers messages of the kind. Raises LookupError."""
    return _channels[kind]


def kinds() -> dict[str, list[str]]:
    """All names, for the documentation."""
    return {"jobs": sorted(_jobs), "channels": sorted(_channels)}
