"""What people say about an estimate."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mendery.workshop.workorders.models import Job

HOW = (("phone", _("By phone")), ("in_person", _("In person")), ("message", _("By message")), ("email", _("By e-mail")))
YES, NO, LATER = "yes", "no", "later"


class SendForm(forms.Form):
    """Until when the prices hold."""

    valid_until = forms.DateField(label=_("Valid until"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class AnswerForm(forms.Form):
    """Who answered, how, and what they said to each job."""

    who = forms.CharField(label=_("Who answered?"), max_length=120)
    how = forms.ChoiceField(label=_("How?"), choices=HOW, initial="phone")
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def __init__(self, *args: Any, jobs: Sequence[Job], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = ((YES, _("Approved")), (NO, _("Declined")), (LATER, _("No answer yet")))
        self.asked = []
        for job in jobs:
            name, why = f"a-{job.pk}", f"w-{job.pk}"
            self.fields[name] = forms.ChoiceField(label=job.title, choices=choices, widget=forms.RadioSelect, initial=YES)
            self.fields[why] = forms.CharField(label=_("Why not?"), max_length=200, required=False)
            self.asked.append((job, self[name], self[why], f"{job.gross:f}"))

    def clean(self) -> dict[str, Any]:
        """At least one job has an answer, and nobody says yes to a price that is not the one on the screen (rule 18)."""
        data: dict[str, Any] = super().clean() or {}
        if not any(data.get(f"a-{job.pk}", LATER) != LATER for job, *_fields in self.asked):
            raise forms.ValidationError(_("No job has an answer yet."))
        for job, _answer, _why, gross in self.asked:
            seen = self.data.get(f"s-{job.pk}", gross)
            if data.get(f"a-{job.pk}") == YES and seen != gross:
                self.add_error(f"a-{job.pk}", _("The price changed while you asked. Tell the customer the new one."))
        return data

    def said(self) -> list[tuple[Job, bool, str]]:
        """Jobs with their yes or no and the reason."""
        found = []
        for job, *_fields in self.asked:
            word = self.cleaned_data.get(f"a-{job.pk}")
            if word in (YES, NO):
                found.append((job, word == YES, self.cleaned_data.get(f"w-{job.pk}", "") if word == NO else ""))
        return found
