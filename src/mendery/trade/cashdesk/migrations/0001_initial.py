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
            name="Till",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("code", models.CharField(max_length=12)),
                ("name", models.CharField(max_length=80)),
                ("has_fiscal_printer", models.BooleanField(default=False)),
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
            name="Shift",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("state", models.CharField(choices=[("open", "open"), ("closed", "closed")], default="open", max_length=8)),
                ("number", models.CharField(blank=True, max_length=40)),
                ("on", models.DateField()),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=120)),
                ("opening", models.DecimalField(decimal_places=2, max_digits=14)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=120)),
                ("expected", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("counted", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("taken_out", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("count_sheet", models.JSONField(default=dict)),
                ("note", models.CharField(blank=True, max_length=200)),
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
                ("till", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cashdesk.till")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.CharField(blank=True, max_length=40)),
                ("state", models.CharField(default="draft", max_length=8)),
                ("method", models.CharField(choices=[("cash", "cash"), ("card", "card"), ("bank", "bank transfer")], max_length=6)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("currency", models.CharField(max_length=3)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("invoice_id", models.UUIDField(null=True)),
                ("order_id", models.UUIDField(null=True)),
                ("note", models.CharField(blank=True, max_length=200)),
                (
                    "fiscal_state",
                    models.CharField(
                        choices=[
                            ("not_needed", "not needed"),
                            ("pending", "receipt pending"),
                            ("printed", "printed"),
                            ("failed", "not printed"),
                        ],
                        default="not_needed",
                        max_length=10,
                    ),
                ),
                ("fiscal_number", models.CharField(blank=True, max_length=40)),
                ("fiscal_note", models.CharField(blank=True, max_length=200)),
                ("outside_invoice", models.CharField(blank=True, max_length=40)),
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
                    "refund_of",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cashdesk.payment"),
                ),
                ("shift", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cashdesk.shift")),
                ("till", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cashdesk.till")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="CashEntry",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=20)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("doc_number", models.CharField(blank=True, max_length=40)),
                ("text", models.CharField(blank=True, max_length=200)),
                ("party_name", models.CharField(blank=True, max_length=200)),
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
                    "payment",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cashdesk.payment"),
                ),
                ("shift", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cashdesk.shift")),
                ("till", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="cashdesk.till")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddConstraint(
            model_name="till",
            constraint=models.UniqueConstraint(fields=("business", "code"), name="till_code_once"),
        ),
        migrations.AddIndex(
            model_name="shift",
            index=models.Index(fields=["business", "till", "-opened_at"], name="shift_latest"),
        ),
        migrations.AddConstraint(
            model_name="shift",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "open")), fields=("business", "till"), name="one_open_shift_per_till"
            ),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["business", "-at", "-id"], name="payment_latest"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["business", "party", "-at"], name="payment_of_party"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["business", "invoice_id"], name="payment_of_invoice"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["business", "order_id"], name="payment_of_order"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["business", "shift"], name="payment_of_shift"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                condition=models.Q(("fiscal_state__in", ("pending", "failed"))), fields=["business", "-at"], name="payment_not_printed"
            ),
        ),
        migrations.AddIndex(
            model_name="cashentry",
            index=models.Index(fields=["business", "till", "on", "at"], name="cash_entry_of_day"),
        ),
        migrations.AddIndex(
            model_name="cashentry",
            index=models.Index(fields=["business", "shift"], name="cash_entry_of_shift"),
        ),
    ]
