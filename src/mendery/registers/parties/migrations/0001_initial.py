import django.db.models.deletion
from django.db import migrations, models

import mendery.ground.tenancy.rows
import mendery.ground.tenancy.scope


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("kind", models.CharField(choices=[("person", "person"), ("company", "company")], default="person", max_length=8)),
                ("name", models.CharField(max_length=200)),
                ("sort_key", models.CharField(db_collation="C", editable=False, max_length=200)),
                ("is_customer", models.BooleanField(default=True)),
                ("is_supplier", models.BooleanField(default=False)),
                ("tax_id", models.CharField(blank=True, max_length=20)),
                ("registry_number", models.CharField(blank=True, max_length=40)),
                ("is_vat_payer", models.BooleanField(default=False)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("language", models.CharField(blank=True, max_length=5)),
                ("country", models.CharField(blank=True, max_length=2)),
                ("discount_percent", models.DecimalField(decimal_places=2, default=0, max_digits=5)),
                ("payment_days", models.PositiveSmallIntegerField(default=0)),
                ("credit_limit", models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "business",
                    models.ForeignKey(
                        db_index=False,
                        default=mendery.ground.tenancy.scope.current_business_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.business",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party"
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("role", models.CharField(blank=True, max_length=80)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("email", models.EmailField(blank=True, max_length=254)),
                (
                    "business",
                    models.ForeignKey(
                        db_index=False,
                        default=mendery.ground.tenancy.scope.current_business_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.business",
                    ),
                ),
                ("party", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="parties.party")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=20)),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("source", models.CharField(max_length=120)),
                (
                    "business",
                    models.ForeignKey(
                        db_index=False,
                        default=mendery.ground.tenancy.scope.current_business_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.business",
                    ),
                ),
                ("party", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="parties.party")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="PartyDetails",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("street", models.CharField(blank=True, max_length=200)),
                ("city", models.CharField(blank=True, max_length=100)),
                ("region", models.CharField(blank=True, max_length=100)),
                ("postcode", models.CharField(blank=True, max_length=12)),
                ("iban", models.CharField(blank=True, max_length=34)),
                ("bank", models.CharField(blank=True, max_length=100)),
                ("other_phone", models.CharField(blank=True, max_length=20)),
                ("note", models.TextField(blank=True)),
                (
                    "business",
                    models.ForeignKey(
                        db_index=False,
                        default=mendery.ground.tenancy.scope.current_business_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="tenancy.business",
                    ),
                ),
                ("party", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="details", to="parties.party")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(fields=["business", "sort_key", "id"], name="party_by_name"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(condition=models.Q(("tax_id", ""), _negated=True), fields=["business", "tax_id"], name="party_by_tax_id"),
        ),
        migrations.AddIndex(
            model_name="party",
            index=models.Index(condition=models.Q(("phone", ""), _negated=True), fields=["business", "phone"], name="party_by_phone"),
        ),
        migrations.AddConstraint(
            model_name="partydetails",
            constraint=models.UniqueConstraint(fields=("business", "party"), name="party_details_once"),
        ),
    ]
