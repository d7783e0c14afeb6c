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
            name="Item",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("stock", "stock item"),
                            ("service", "service"),
                            ("work", "work"),
                            ("work_kind", "kind of work"),
                            ("expense", "expense"),
                            ("operation", "operation"),
                        ],
                        default="stock",
                        max_length=10,
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("code_key", models.CharField(db_collation="C", editable=False, max_length=60)),
                ("name", models.CharField(max_length=200)),
                ("sort_key", models.CharField(db_collation="C", editable=False, max_length=200)),
                ("unit", models.CharField(default="H87", max_length=3)),
                ("vat_category", models.CharField(default="standard", max_length=12)),
                ("manufacturer", models.CharField(blank=True, max_length=80)),
                ("sale_price", models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True)),
                ("markup_percent", models.DecimalField(blank=True, decimal_places=2, max_digits=7, null=True)),
                ("norm_hours", models.DecimalField(blank=True, decimal_places=3, max_digits=8, null=True)),
                ("last_cost", models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True)),
                ("min_quantity", models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True)),
                ("default_bin", models.CharField(blank=True, max_length=20)),
                ("tracks_serials", models.BooleanField(default=False)),
                ("prints_warranty_card", models.BooleanField(default=False)),
                ("goods_warranty_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("work_warranty_months", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("is_active", models.BooleanField(default=True)),
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
            name="ItemCode",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("barcode", "barcode"),
                            ("manufacturer", "manufacturer's code"),
                            ("original", "original equipment number"),
                        ],
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("code_key", models.CharField(db_collation="C", editable=False, max_length=60)),
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
                ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="codes", to="catalogue.item")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["business", "sort_key", "id"], name="item_by_name"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("business", "code_key"), name="item_code_once"),
        ),
        migrations.AddIndex(
            model_name="itemcode",
            index=models.Index(fields=["business", "code_key"], name="item_by_code"),
        ),
        migrations.AddConstraint(
            model_name="itemcode",
            constraint=models.UniqueConstraint(fields=("business", "item", "kind", "code_key"), name="item_code_kind_once"),
        ),
    ]
