import django.db.models.deletion
from django.db import migrations, models

import mendery.ground.tenancy.rows
import mendery.ground.tenancy.scope


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("parties", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("kind", models.CharField(choices=[("vehicle", "vehicle"), ("device", "device"), ("machine", "machine")], max_length=8)),
                ("type", models.CharField(blank=True, max_length=30)),
                ("make", models.CharField(blank=True, max_length=60)),
                ("model", models.CharField(blank=True, max_length=80)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("plate", models.CharField(blank=True, max_length=16)),
                ("plate_key", models.CharField(blank=True, db_collation="C", editable=False, max_length=16)),
                ("vin", models.CharField(blank=True, max_length=17)),
                ("serial", models.CharField(blank=True, max_length=40)),
                ("serial_key", models.CharField(blank=True, db_collation="C", editable=False, max_length=40)),
                ("serial2", models.CharField(blank=True, max_length=40)),
                ("serial2_key", models.CharField(blank=True, db_collation="C", editable=False, max_length=40)),
                ("colour", models.CharField(blank=True, max_length=40)),
                ("engine", models.CharField(blank=True, max_length=60)),
                ("fuel", models.CharField(blank=True, max_length=20)),
                ("meter_kind", models.CharField(default="km", max_length=8)),
                ("meter", models.PositiveIntegerField(blank=True, null=True)),
                ("note", models.TextField(blank=True)),
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
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="equipment.unit"
                    ),
                ),
                (
                    "owner",
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
            name="Ownership",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("from_on", models.DateField()),
                ("to_on", models.DateField(blank=True, null=True)),
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
                ("party", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party")),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="ownerships", to="equipment.unit")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="MeterReading",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("value", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("source", models.CharField(max_length=20)),
                ("is_lower_than_before", models.BooleanField(default=False)),
                ("is_correction", models.BooleanField(default=False)),
                ("by_name", models.CharField(max_length=120)),
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
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="readings", to="equipment.unit")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(
                condition=models.Q(("plate_key", ""), _negated=True), fields=["business", "plate_key"], name="unit_by_plate"
            ),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(
                condition=models.Q(("serial_key", ""), _negated=True), fields=["business", "serial_key"], name="unit_by_serial"
            ),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(
                condition=models.Q(("serial2_key", ""), _negated=True), fields=["business", "serial2_key"], name="unit_by_serial2"
            ),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(condition=models.Q(("vin", ""), _negated=True), fields=["business", "vin"], name="unit_by_vin"),
        ),
        migrations.AddIndex(
            model_name="unit",
            index=models.Index(fields=["business", "-created_at", "-id"], name="unit_latest"),
        ),
        migrations.AddIndex(
            model_name="meterreading",
            index=models.Index(fields=["business", "unit", "-at"], name="reading_of_unit"),
        ),
    ]
