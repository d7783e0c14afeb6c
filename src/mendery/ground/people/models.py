"""Persons and sign-in belong to the platform; membership and roles belong to the business."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from mendery.ground.tenancy.models import Business
from mendery.ground.tenancy.rows import BusinessRow, new_id


class Theme(models.TextChoices):
    """How the pages look; saved per person so that there is no flash."""

    AUTO = "auto", _("as the device")
    LIGHT = "light", _("light")
    DARK = "dark", _("dark")


class Person(AbstractBaseUser):
    """Somebody who signs in, to one business or several. A platform table."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField(unique=True, null=True, blank=True)
    phone = models.CharField(max_length=20, unique=True, null=True, blank=True)
    language = models.CharField(max_length=5, default="en")
    theme = models.CharField(max_length=5, choices=Theme.choices, default=Theme.AUTO)
    single_keys = models.BooleanField(default=True)
    totp_secret = models.BinaryField(default=bytes, blank=True)
    totp_last_step = models.BigIntegerField(default=0)
    recovery_digests = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[BaseUserManager] = BaseUserManager()
    USERNAME_FIELD = "id"

    def __str__(self) -> str:
        return self.name


class PersonSession(models.Model):
    """A browser in which a person is signed in: listed to them, revocable by them. A platform table."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40, unique=True)
    device = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=45, blank=True)
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.device


class SignInAttempt(models.Model):
    """Counts failures per name and per address; written on its own connection so that it survives a rollback."""

    key = models.CharField(max_length=200, unique=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.key


class TokenHash(models.Model):
    """Finds the business of an API token, an invitation or a public link by a hash. A platform table: no secrets, no names."""

    digest = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=12)  # api, invite, counter, link
    owner = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    target = models.UUIDField()
    expires_at = models.DateTimeField(null=True)
    is_revoked = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.kind


class Role(BusinessRow):
    """What somebody may do, editable by the administrator."""

    code = models.CharField(max_length=40)
    name = models.CharField(max_length=80, blank=True)
    rights = ArrayField(models.CharField(max_length=40), default=list)

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "code"], name="role_once")]

    def __str__(self) -> str:
        return self.name or self.code


class Membership(BusinessRow):
    """A person in a business: roles, branches, PIN. Readable by its own person without a business (one more policy)."""

    also_readable_by: ClassVar[str] = "person_id"

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=True)
    login_name = models.CharField(max_length=40, blank=True)
    roles = ArrayField(models.CharField(max_length=40), default=list)
    branch_ids = ArrayField(models.UUIDField(), default=list, blank=True)
    branch_id = models.UUIDField(null=True, blank=True)  # where they work now
    initials = models.CharField(max_length=3, blank=True)
    tone = models.CharField(max_length=8, default="indigo")
    pin_hash = models.CharField(max_length=200, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(BusinessRow.Meta):
        constraints = [
            models.UniqueConstraint(fields=["business", "person"], name="membership_once"),
            models.UniqueConstraint(fields=["business", "login_name"], condition=~models.Q(login_name=""), name="membership_login_once"),
        ]

    def __str__(self) -> str:
        return self.initials


class ApiToken(BusinessRow):
    """A key for a program, acting as one member. The secret is shown once; only its hash is kept (TokenHash)."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    hint = models.CharField(max_length=12)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class CounterDevice(BusinessRow):
    """A shared counter screen enrolled to a branch, on which a PIN is enough. The device holds the secret, we its hash."""

    branch_id = models.UUIDField()
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    enrolled_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "digest"], name="counter_device_once")]

    def __str__(self) -> str:
        return self.name


class RememberedAnswer(BusinessRow):
    """The answer to a request that carried an idempotency key, given again when the request is repeated."""

    is_audited: ClassVar[bool] = False

    person_id = models.UUIDField()
    key = models.CharField(max_length=80)
    path = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    headers = models.JSONField(default=dict)
    body = models.BinaryField(default=bytes)
    at = models.DateTimeField()

    class Meta(BusinessRow.Meta):
        constraints = [models.UniqueConstraint(fields=["business", "person_id", "key"], name="answer_once")]

    def __str__(self) -> str:
        return self.key
