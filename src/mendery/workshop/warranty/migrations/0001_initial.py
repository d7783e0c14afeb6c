import django.db.models.deletion
from django.db import migrations, models

import mendery.ground.tenancy.rows
import mendery.ground.tenancy.scope


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("equipment", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Warranty",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[("repair", "repair warranty"), ("part", "part warranty"), ("goods", "goods warranty")], max_length=8
                    ),
                ),
                ("order_id", models.UUIDField(null=True)),
                ("order_number", models.CharField(blank=True, max_length=40)),
                ("line_id", models.UUIDField(null=True)),
                ("text", models.CharField(max_length=300)),
                ("serial", models.CharField(blank=True, max_length=40)),
                ("starts_on", models.DateField()),
                ("months", models.PositiveSmallIntegerField()),
                ("ends_on", models.DateField()),
                ("meter_limit", models.PositiveIntegerField(null=True)),
                ("void_reason", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["business", "unit", "-ends_on"], name="warranty_of_unit")],
            },
        ),
    ]
