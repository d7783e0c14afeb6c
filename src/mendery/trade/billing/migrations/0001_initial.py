import django.db.models.deletion
from django.db import migrations, models

import mendery.ground.tenancy.rows
import mendery.ground.tenancy.scope


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("company", "0001_initial"),
        ("parties", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Charge",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("order_id", models.UUIDField(null=True)),
                ("order_number", models.CharField(blank=True, max_length=40)),
                ("unit_id", models.UUIDField(null=True)),
                ("line_id", models.UUIDField(null=True)),
                ("group", models.CharField(blank=True, max_length=200)),
                ("seq", models.PositiveSmallIntegerField(default=0)),
                ("kind", models.CharField(max_length=10)),
                ("code", models.CharField(blank=True, max_length=60)),
                ("text", models.CharField(max_length=300)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("unit", models.CharField(max_length=3)),
                ("price", models.DecimalField(decimal_places=6, max_digits=18)),
                ("discount_percent", models.DecimalField(decimal_places=4, default=0, max_digits=7)),
                ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                ("vat_category", models.CharField(max_length=12)),
                ("invoice_line_id", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
            name="Invoice",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("kind", models.CharField(default="invoice", max_length=10)),
                ("number", models.CharField(blank=True, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "draft"), ("posted", "posted"), ("reversed", "reversed")], default="draft", max_length=10
                    ),
                ),
                ("on", models.DateField()),
                ("due_on", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("net", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("vat", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("gross", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("order_id", models.UUIDField(null=True)),
                ("order_number", models.CharField(blank=True, max_length=40)),
                ("unit_id", models.UUIDField(null=True)),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("created_at", models.DateTimeField()),
                ("posted_at", models.DateTimeField(null=True)),
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
                ("party", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party")),
                (
                    "reverses",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="billing.invoice"
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
            name="InvoiceLine",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("seq", models.PositiveSmallIntegerField()),
                ("group", models.CharField(blank=True, max_length=200)),
                ("kind", models.CharField(max_length=10)),
                ("code", models.CharField(blank=True, max_length=60)),
                ("text", models.CharField(max_length=300)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("unit", models.CharField(max_length=3)),
                ("price", models.DecimalField(decimal_places=6, max_digits=18)),
                ("discount_percent", models.DecimalField(decimal_places=4, default=0, max_digits=7)),
                ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                ("vat_category", models.CharField(max_length=12)),
                ("vat_rate", models.DecimalField(decimal_places=4, max_digits=7)),
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
                    "charge",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="billing.charge"),
                ),
                ("invoice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="billing.invoice")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="InvoiceSum",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("settled", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("open", models.DecimalField(decimal_places=2, max_digits=14)),
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
                ("invoice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="sums", to="billing.invoice")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="InvoiceVat",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("category", models.CharField(max_length=12)),
                ("rate", models.DecimalField(decimal_places=4, max_digits=7)),
                ("base", models.DecimalField(decimal_places=2, max_digits=14)),
                ("vat", models.DecimalField(decimal_places=2, max_digits=14)),
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
                ("invoice", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="vat_rows", to="billing.invoice")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="PartyEntry",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("side", models.CharField(max_length=8)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("on", models.DateField()),
                ("due_on", models.DateField(null=True)),
                ("at", models.DateTimeField()),
                ("doc_kind", models.CharField(max_length=30)),
                ("doc_id", models.UUIDField()),
                ("doc_number", models.CharField(max_length=40)),
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
                ("party", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Settlement",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("payment_id", models.UUIDField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
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
                (
                    "invoice",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="settlements", to="billing.invoice"),
                ),
                ("party", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(fields=["business", "order_id"], name="charge_of_order"),
        ),
        migrations.AddIndex(
            model_name="charge",
            index=models.Index(
                condition=models.Q(("invoice_line_id__isnull", True), ("withdrawn_at__isnull", True)),
                fields=["business", "party"],
                name="charge_unbilled",
            ),
        ),
        migrations.AddConstraint(
            model_name="charge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("line_id__isnull", False), ("withdrawn_at__isnull", True)),
                fields=("business", "line_id"),
                name="charge_of_line_once",
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["business", "-created_at", "-id"], name="invoice_latest"),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["business", "party", "-created_at"], name="invoice_of_party"),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["business", "order_id"], name="invoice_of_order"),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["business", "on"], name="invoice_by_day"),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("number", ""), _negated=True), fields=("business", "branch", "number"), name="invoice_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="invoice",
            constraint=models.UniqueConstraint(
                condition=models.Q(("reverses__isnull", False)), fields=("business", "reverses"), name="storno_once"
            ),
        ),
        migrations.AddIndex(
            model_name="invoicesum",
            index=models.Index(condition=models.Q(("open", 0), _negated=True), fields=["business", "invoice"], name="invoice_open"),
        ),
        migrations.AddConstraint(
            model_name="invoicesum",
            constraint=models.UniqueConstraint(fields=("business", "invoice"), name="invoice_sum_once"),
        ),
        migrations.AddIndex(
            model_name="partyentry",
            index=models.Index(fields=["business", "party", "side", "on"], name="entry_of_party"),
        ),
        migrations.AddIndex(
            model_name="settlement",
            index=models.Index(fields=["business", "payment_id"], name="settlement_of_payment"),
        ),
    ]
