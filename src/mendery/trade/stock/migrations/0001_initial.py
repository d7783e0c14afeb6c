import django.db.models.deletion
from django.db import migrations, models

import mendery.ground.tenancy.rows
import mendery.ground.tenancy.scope


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_initial"),
        ("company", "0001_initial"),
        ("equipment", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Layer",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("received_at", models.DateTimeField()),
                ("quantity_in", models.DecimalField(decimal_places=3, max_digits=14)),
                ("value_in", models.DecimalField(decimal_places=2, max_digits=14)),
                ("quantity_left", models.DecimalField(decimal_places=3, max_digits=14)),
                ("value_left", models.DecimalField(decimal_places=2, max_digits=14)),
                ("doc_kind", models.CharField(max_length=30)),
                ("doc_id", models.UUIDField()),
                ("doc_number", models.CharField(blank=True, max_length=40)),
                ("line_id", models.UUIDField(null=True)),
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
                ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.item")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Move",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "goods received"),
                            ("issue", "issued to a job"),
                            ("return", "returned from a job"),
                            ("supplier_return", "returned to the supplier"),
                            ("sale", "sold over the counter"),
                            ("correction", "corrected"),
                            ("opening", "opening stock"),
                        ],
                        max_length=16,
                    ),
                ),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("value", models.DecimalField(decimal_places=2, max_digits=14)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("doc_kind", models.CharField(max_length=30)),
                ("doc_id", models.UUIDField()),
                ("doc_number", models.CharField(blank=True, max_length=40)),
                ("line_id", models.UUIDField(null=True)),
                ("order_id", models.UUIDField(null=True)),
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
                ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.item")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Slice",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("seq", models.PositiveIntegerField(default=0)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("value", models.DecimalField(decimal_places=2, max_digits=14)),
                ("returned_quantity", models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                ("returned_value", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
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
                ("layer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.layer")),
                ("move", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="slices", to="stock.move")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Warehouse",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=80)),
                ("is_main", models.BooleanField(default=True)),
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
            name="StockPaper",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("receipt", "goods received"),
                            ("issue", "issued to a job"),
                            ("return", "returned from a job"),
                            ("supplier_return", "returned to the supplier"),
                            ("sale", "sold over the counter"),
                            ("correction", "corrected"),
                            ("opening", "opening stock"),
                        ],
                        max_length=16,
                    ),
                ),
                ("number", models.CharField(blank=True, max_length=40)),
                ("state", models.CharField(default="draft", max_length=12)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("order_id", models.UUIDField(null=True)),
                ("order_number", models.CharField(blank=True, max_length=40)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("value", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
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
                ("warehouse", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.warehouse")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="SerialNumber",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("serial", models.CharField(max_length=40)),
                ("serial_key", models.CharField(db_collation="C", editable=False, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("expected", "expected"),
                            ("in_stock", "in stock"),
                            ("reserved", "reserved"),
                            ("sold", "sold"),
                            ("with_customer", "with the customer"),
                            ("in_repair", "in repair"),
                            ("scrapped", "scrapped"),
                            ("returned", "returned to the supplier"),
                        ],
                        max_length=14,
                    ),
                ),
                ("line_id", models.UUIDField(null=True)),
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
                ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.item")),
                ("layer", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.layer")),
                (
                    "unit",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="equipment.unit"
                    ),
                ),
                (
                    "warehouse",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.warehouse"),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Reservation",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("line_id", models.UUIDField()),
                ("order_id", models.UUIDField()),
                ("order_number", models.CharField(blank=True, max_length=40)),
                ("wanted", models.DecimalField(decimal_places=3, max_digits=14)),
                ("held", models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                ("ordered", models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                ("promised_at", models.DateTimeField(null=True)),
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
                ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.item")),
                ("warehouse", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.warehouse")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="move",
            name="warehouse",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.warehouse"),
        ),
        migrations.AddField(
            model_name="layer",
            name="warehouse",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.warehouse"),
        ),
        migrations.CreateModel(
            name="Balance",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("on_hand", models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                ("held", models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                ("value", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("bin", models.CharField(blank=True, max_length=20)),
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
                ("item", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.item")),
                ("warehouse", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.warehouse")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddConstraint(
            model_name="warehouse",
            constraint=models.UniqueConstraint(fields=("business", "code"), name="warehouse_code_once"),
        ),
        migrations.AddIndex(
            model_name="stockpaper",
            index=models.Index(fields=["business", "-at", "-id"], name="stock_paper_latest"),
        ),
        migrations.AddConstraint(
            model_name="stockpaper",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True), fields=("business", "kind", "number"), name="stock_paper_number_once"
            ),
        ),
        migrations.AddIndex(
            model_name="serialnumber",
            index=models.Index(fields=["business", "serial_key"], name="serial_by_key"),
        ),
        migrations.AddConstraint(
            model_name="serialnumber",
            constraint=models.UniqueConstraint(fields=("business", "item", "serial_key"), name="serial_once_per_item"),
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(fields=["business", "item", "warehouse", "at"], name="reservation_waiting"),
        ),
        migrations.AddIndex(
            model_name="reservation",
            index=models.Index(fields=["business", "order_id"], name="reservation_of_order"),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.UniqueConstraint(fields=("business", "line_id"), name="reservation_of_line_once"),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.CheckConstraint(condition=models.Q(("held__gte", 0)), name="reservation_held_not_below_zero"),
        ),
        migrations.AddConstraint(
            model_name="reservation",
            constraint=models.CheckConstraint(condition=models.Q(("held__lte", models.F("wanted"))), name="reservation_within_wanted"),
        ),
        migrations.AddIndex(
            model_name="move",
            index=models.Index(fields=["business", "item", "-at", "-id"], name="move_of_item"),
        ),
        migrations.AddIndex(
            model_name="move",
            index=models.Index(fields=["business", "doc_id"], name="move_of_document"),
        ),
        migrations.AddIndex(
            model_name="move",
            index=models.Index(fields=["business", "line_id"], name="move_of_line"),
        ),
        migrations.AddIndex(
            model_name="layer",
            index=models.Index(
                condition=models.Q(("quantity_left__gt", 0)),
                fields=["business", "item", "warehouse", "received_at", "id"],
                name="layer_open",
            ),
        ),
        migrations.AddIndex(
            model_name="layer",
            index=models.Index(fields=["business", "doc_id"], name="layer_of_document"),
        ),
        migrations.AddConstraint(
            model_name="layer",
            constraint=models.CheckConstraint(condition=models.Q(("quantity_left__gte", 0)), name="layer_quantity_not_below_zero"),
        ),
        migrations.AddConstraint(
            model_name="layer",
            constraint=models.CheckConstraint(condition=models.Q(("value_left__gte", 0)), name="layer_value_not_below_zero"),
        ),
        migrations.AddConstraint(
            model_name="layer",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity_left__gt", 0), ("value_left", 0), _connector="OR"), name="layer_empty_has_no_value"
            ),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.UniqueConstraint(fields=("business", "item", "warehouse"), name="balance_once"),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.CheckConstraint(condition=models.Q(("on_hand__gte", 0)), name="balance_not_below_zero"),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.CheckConstraint(condition=models.Q(("held__gte", 0)), name="held_not_below_zero"),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.CheckConstraint(condition=models.Q(("held__lte", models.F("on_hand"))), name="held_within_on_hand"),
        ),
        migrations.AddConstraint(
            model_name="balance",
            constraint=models.CheckConstraint(condition=models.Q(("value__gte", 0)), name="value_not_below_zero"),
        ),
    ]
