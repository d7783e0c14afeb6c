import django.db.models.deletion
from django.db import migrations, models

import mendery.ground.tenancy.rows
import mendery.ground.tenancy.scope


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("company", "0001_initial"),
        ("equipment", "0001_initial"),
        ("parties", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Intake",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.CharField(max_length=40)),
                ("state", models.CharField(default="received", max_length=12)),
                ("brought_by", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=120)),
                ("is_signed", models.BooleanField(default=False)),
                ("branch", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="company.branch")),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="IntakeDraft",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("person_id", models.UUIDField()),
                ("step", models.CharField(default="find", max_length=10)),
                ("data", models.JSONField(default=dict)),
                ("secret", models.BinaryField(default=bytes)),
                ("at", models.DateTimeField()),
                ("branch", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="company.branch")),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="IntakeUnit",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("seq", models.PositiveSmallIntegerField(default=1)),
                ("meter", models.PositiveIntegerField(null=True)),
                ("fuel", models.CharField(blank=True, max_length=4)),
                ("accessories", models.JSONField(default=list)),
                ("condition", models.TextField(blank=True)),
                ("complaint", models.TextField()),
                ("promised_at", models.DateTimeField(null=True)),
                ("spend_limit", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("waits_here", models.BooleanField(default=False)),
                ("secret", models.BinaryField(default=bytes)),
                ("order_id", models.UUIDField(null=True)),
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
                ("intake", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="units", to="reception.intake")),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="equipment.unit")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Custody",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(choices=[("here", "here"), ("returned", "returned")], default="here", max_length=8)),
                ("place", models.CharField(blank=True, max_length=60)),
                ("in_at", models.DateTimeField()),
                ("out_at", models.DateTimeField(null=True)),
                ("order_id", models.UUIDField(null=True)),
                ("branch", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="company.branch")),
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
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="equipment.unit")),
                (
                    "intake_unit",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reception.intakeunit"),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("number", models.CharField(max_length=40)),
                ("order_id", models.UUIDField()),
                ("order_number", models.CharField(max_length=40)),
                ("to_name", models.CharField(max_length=120)),
                ("owed", models.DecimalField(decimal_places=2, max_digits=14)),
                ("override_reason", models.CharField(blank=True, max_length=200)),
                ("meter", models.PositiveIntegerField(null=True)),
                ("returned_items", models.JSONField(default=list)),
                ("is_signed", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
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
                ("custody", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="reception.custody")),
                ("party", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party")),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="equipment.unit")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("business", "order_id"), name="handover_once")],
            },
        ),
        migrations.AddIndex(
            model_name="intakeunit",
            index=models.Index(fields=["business", "order_id"], name="intake_of_order"),
        ),
        migrations.AddConstraint(
            model_name="custody",
            constraint=models.UniqueConstraint(condition=models.Q(("state", "here")), fields=("business", "unit"), name="unit_here_once"),
        ),
    ]
