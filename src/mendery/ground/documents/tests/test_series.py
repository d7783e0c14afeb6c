"""Number series in the settings."""

from datetime import date

from mendery.ground.documents.models import NumberSeries
from mendery.ground.documents.numbering import draw_number


def test_a_series_may_be_shaped_before_its_first_number(founded, client_of, api_of):
    client = client_of("administrator")
    series = NumberSeries.objects.get(kind="estimate")
    assert client.post(f"/b/garage/settings/series/{series.pk}", {"before": "DEV-", "width": 4, "start": 150}).status_code == 302
    assert draw_number(branch=founded.branch, kind="estimate", on=date(series.year, 11, 24)) == "DEV-0150"
    answer = api_of("administrator").put(f"/company/series/{series.pk}", {"prefix": "X", "width": 4, "start": 1})
    assert (answer.status_code, answer.json()["code"]) == (409, "series_in_use")
