import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

import mendery.ground.tenancy.rows
import mendery.ground.tenancy.scope


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalogue", "0001_initial"),
        ("company", "0001_initial"),
        ("parties", "0001_initial"),
        ("stock", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="GoodsReceipt",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("posted", "posted"), ("reversed", "reversed")], default="draft", max_length=10
                    ),
                ),
                ("on", models.DateField()),
                ("invoice_number", models.CharField(blank=True, max_length=60)),
                ("invoice_key", models.CharField(blank=True, db_collation="C", editable=False, max_length=60)),
                ("invoice_on", models.DateField(blank=True, null=True)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("currency", models.CharField(max_length=3)),
                ("rate", models.DecimalField(decimal_places=6, default=1, max_digits=18)),
                ("net", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("vat", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("gross", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("source", models.CharField(default="hand", max_length=10)),
                ("warnings", models.JSONField(default=list)),
                ("created_at", models.DateTimeField()),
                ("by_name", models.CharField(max_length=120)),
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
                (
                    "reverses",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purchasing.goodsreceipt"
                    ),
                ),
                ("supplier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party")),
                ("warehouse", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.warehouse")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="GoodsReceiptLine",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("seq", models.PositiveSmallIntegerField()),
                ("text", models.CharField(blank=True, max_length=300)),
                ("supplier_code", models.CharField(blank=True, max_length=80)),
                ("maker_code", models.CharField(blank=True, max_length=80)),
                ("barcode", models.CharField(blank=True, max_length=40)),
                ("unit", models.CharField(default="H87", max_length=3)),
                (
                    "match",
                    models.CharField(
                        choices=[
                            ("none", "no match"),
                            ("memory", "chosen before"),
                            ("code", "same code"),
                            ("barcode", "same barcode"),
                            ("alike", "alike, check"),
                            ("hand", "chosen by hand"),
                        ],
                        default="none",
                        max_length=8,
                    ),
                ),
                ("treatment", models.CharField(default="stock", max_length=8)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("counted", models.DecimalField(blank=True, decimal_places=3, max_digits=14, null=True)),
                ("price", models.DecimalField(decimal_places=6, max_digits=18)),
                ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                ("cost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("vat_category", models.CharField(default="standard", max_length=12)),
                ("vat_rate", models.DecimalField(decimal_places=4, max_digits=7)),
                ("sale_price", models.DecimalField(blank=True, decimal_places=6, max_digits=18, null=True)),
                ("bin", models.CharField(blank=True, max_length=20)),
                ("serials", models.JSONField(default=list)),
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
                    "item",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.item"
                    ),
                ),
                (
                    "receipt",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="purchasing.goodsreceipt"),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="MissingGoods",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("value", models.DecimalField(decimal_places=2, max_digits=14)),
                ("gross", models.DecimalField(decimal_places=2, max_digits=14)),
                ("received", models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                ("credited", models.DecimalField(decimal_places=3, default=0, max_digits=14)),
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
                (
                    "line",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purchasing.goodsreceiptline"),
                ),
                ("supplier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="goodsreceiptline",
            name="fills",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purchasing.missinggoods"
            ),
        ),
        migrations.CreateModel(
            name="SupplierCode",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("code_key", models.CharField(db_collation="C", max_length=80)),
                ("treatment", models.CharField(default="stock", max_length=8)),
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
                ("item", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.item")),
                ("party", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="SupplierOrder",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("placed", "placed"), ("closed", "closed"), ("cancelled", "cancelled")],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("on", models.DateField()),
                ("promised_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
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
                ("supplier", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party")),
                ("warehouse", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.warehouse")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="SupplierOrderLine",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("seq", models.PositiveSmallIntegerField()),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("received", models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                ("price", models.DecimalField(decimal_places=6, default=0, max_digits=18)),
                ("for_line_id", models.UUIDField(null=True)),
                ("for_order_id", models.UUIDField(null=True)),
                ("for_order_number", models.CharField(blank=True, max_length=40)),
                ("is_closed_short", models.BooleanField(default=False)),
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
                (
                    "order",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="purchasing.supplierorder"),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
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
                    "receipt_line",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purchasing.goodsreceiptline"),
                ),
                (
                    "order_line",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purchasing.supplierorderline"),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="goodsreceipt",
            index=models.Index(fields=["business", "-created_at", "-id"], name="goods_receipt_latest"),
        ),
        migrations.AddConstraint(
            model_name="goodsreceipt",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    models.Q(("invoice_key", ""), _negated=True), models.Q(("state", "reversed"), _negated=True), ("reverses", None)
                ),
                fields=("business", "supplier", "invoice_key"),
                name="supplier_invoice_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="goodsreceipt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True), fields=("business", "number"), name="goods_receipt_number_once"
            ),
        ),
        migrations.AddIndex(
            model_name="missinggoods",
            index=models.Index(
                condition=models.Q(
                    ("quantity__gt", django.db.models.expressions.CombinedExpression(models.F("received"), "+", models.F("credited")))
                ),
                fields=["business", "at", "id"],
                name="missing_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="missinggoods",
            constraint=models.UniqueConstraint(fields=("business", "line"), name="missing_of_line_once"),
        ),
        migrations.AddConstraint(
            model_name="missinggoods",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("quantity__gte", django.db.models.expressions.CombinedExpression(models.F("received"), "+", models.F("credited")))
                ),
                name="missing_within_quantity",
            ),
        ),
        migrations.AddConstraint(
            model_name="goodsreceiptline",
            constraint=models.UniqueConstraint(fields=("business", "receipt", "seq"), name="receipt_line_seq_once"),
        ),
        migrations.AddConstraint(
            model_name="suppliercode",
            constraint=models.UniqueConstraint(fields=("business", "party", "code_key"), name="supplier_code_once"),
        ),
        migrations.AddIndex(
            model_name="supplierorder",
            index=models.Index(fields=["business", "-on", "-id"], name="supplier_order_latest"),
        ),
        migrations.AddIndex(
            model_name="supplierorderline",
            index=models.Index(
                condition=models.Q(("is_closed_short", False), ("quantity__gt", models.F("received"))),
                fields=["business", "item"],
                name="supplier_order_line_open",
            ),
        ),
        migrations.AddIndex(
            model_name="supplierorderline",
            index=models.Index(fields=["business", "for_line_id"], name="supplier_order_line_pegged"),
        ),
    ]
