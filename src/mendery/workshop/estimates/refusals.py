"""What an estimate says no to."""

from mendery.ground.events import Refused


class NothingToOffer(Refused):
    """No job waits for the customer's word, or none has lines."""

    code = "nothing_to_offer"
    status = 409


class Superseded(Refused):
    """A newer version was sent; answers belong to that one."""

    code = "estimate_superseded"
    status = 409


class ChangedSinceSent(Refused):
    """A job costs something else now than in the version that is being answered."""

    code = "changed_since_sent"
    status = 409


class NotInEstimate(Refused):
    """The job is not part of the version."""

    code = "job_not_in_estimate"
    status = 404
