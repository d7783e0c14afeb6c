"""A field of a form: its label, its hint, and the refusal where the hint was."""

from django import forms

from mendery.ground.ui.fields import field


class Card(forms.Form):
    name = forms.CharField(label="Name")
    note = forms.CharField(label="Note", required=False, help_text="Seen by staff only")
    payer = forms.ChoiceField(label="Payer", choices=[("c", "Customer"), ("i", "Insurer")], widget=forms.RadioSelect)
    left = forms.MultipleChoiceField(label="Left", choices=[("k", "Key"), ("m", "Mats")], widget=forms.CheckboxSelectMultiple)
    sms = forms.BooleanField(label="SMS", required=False)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_label_belongs_to_its_field():
    html = field(Card()["name"])
    assert '<label for="id_name">Name</label>' in html
    assert 'class="fc"' in html


def test_what_may_stay_empty_says_so_and_the_hint_is_read_out():
    html = field(Card()["note"])
    assert "(optional)" in html
    assert 'aria-describedby="id_note_note"' in html
    assert 'id="id_note_note">Seen by staff only' in html


def test_an_error_takes_the_place_of_the_hint():
    form = Card({"note": "x"})
    form.add_error("note", "Too short. Say who asked.")
    html = field(form["note"])
    assert 'class="fl err"' in html
    assert 'aria-invalid="true"' in html
    assert "Seen by staff only" not in html
    assert "Too short. Say who asked." in html


def test_a_unit_stands_inside_the_field():
    html = field(Card()["name"], unit="km", inputmode="numeric", hx_get="/check")
    assert "<span>km</span>" in html
    assert 'inputmode="numeric"' in html
    assert 'hx-get="/check"' in html


def test_few_choices_stand_side_by_side():
    html = field(Card({"payer": "i"})["payer"])
    assert '<div class="seg wseg">' in html
    assert html.count('type="radio"') == 2
    assert html.count("checked") == 1
    assert "<legend" in html


def test_several_choices_are_tick_boxes():
    html = field(Card({"left": ["k"]})["left"])
    assert '<div class="tick">' in html
    assert html.count('type="checkbox"') == 2
    assert html.count("checked") == 1


def test_a_tick_and_a_hidden_value():
    assert 'class="ck"' in field(Card()["sms"])
    assert field(Card()["secret"]).startswith('<input type="hidden"')
