import django.db.models.deletion
from django.db import migrations, models

import mendery.ground.tenancy.rows
import mendery.ground.tenancy.scope


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("company", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(choices=[("photo", "photo"), ("signature", "signature"), ("file", "file")], max_length=10)),
                ("doc_kind", models.CharField(max_length=30)),
                ("doc_id", models.UUIDField()),
                ("name", models.CharField(max_length=200)),
                ("media_type", models.CharField(max_length=80)),
                ("size", models.PositiveIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("width", models.PositiveIntegerField(null=True)),
                ("height", models.PositiveIntegerField(null=True)),
                ("caption", models.CharField(blank=True, max_length=200)),
                ("by_name", models.CharField(blank=True, max_length=120)),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["business", "doc_id", "at"], name="attachment_of_doc")],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("person_id", models.UUIDField(null=True)),
                ("origin", models.CharField(blank=True, max_length=80)),
                ("table_name", models.CharField(max_length=60)),
                ("row_id", models.UUIDField()),
                ("act", models.CharField(max_length=6)),
                ("changes", models.JSONField(default=dict)),
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
                "indexes": [
                    models.Index(fields=["business", "row_id", "at"], name="audit_of_row"),
                    models.Index(fields=["business", "-at", "-id"], name="audit_latest"),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoryEntry",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("doc_kind", models.CharField(max_length=30)),
                ("doc_id", models.UUIDField()),
                ("what", models.CharField(max_length=30)),
                ("from_state", models.CharField(blank=True, max_length=12)),
                ("to_state", models.CharField(blank=True, max_length=12)),
                ("facts", models.JSONField(default=dict)),
                ("note", models.TextField(blank=True)),
                ("by_name", models.CharField(max_length=120)),
                ("by_person", models.UUIDField(null=True)),
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
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["business", "doc_id", "at"], name="history_of_doc")],
            },
        ),
        migrations.CreateModel(
            name="NumberSeries",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=30)),
                ("year", models.PositiveSmallIntegerField()),
                ("prefix", models.CharField(blank=True, max_length=20)),
                ("width", models.PositiveSmallIntegerField(default=5)),
                ("next_number", models.PositiveIntegerField(default=1)),
                ("first_number", models.PositiveIntegerField(default=1)),
                ("last_on", models.DateField(null=True)),
                ("is_strict", models.BooleanField(default=False)),
                (
                    "branch",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="company.branch"
                    ),
                ),
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
                ("entity", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="company.legalentity")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("business", "entity", "branch", "kind", "year"), name="series_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Paper",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=30)),
                ("doc_id", models.UUIDField()),
                ("number", models.CharField(blank=True, max_length=40)),
                ("branch_id", models.UUIDField(null=True)),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("state", models.CharField(max_length=12)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("party_id", models.UUIDField(null=True)),
                ("unit_id", models.UUIDField(null=True)),
                ("order_id", models.UUIDField(null=True)),
                ("language", models.CharField(blank=True, max_length=5)),
                ("frozen", models.JSONField(null=True)),
                ("by_name", models.CharField(blank=True, max_length=120)),
                ("printed_count", models.PositiveIntegerField(default=0)),
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
                "indexes": [
                    models.Index(fields=["business", "-at", "-id"], name="paper_latest"),
                    models.Index(fields=["business", "order_id", "at"], name="paper_of_order"),
                    models.Index(fields=["business", "party_id", "at"], name="paper_of_party"),
                    models.Index(fields=["business", "unit_id", "at"], name="paper_of_unit"),
                ],
                "constraints": [models.UniqueConstraint(fields=("business", "kind", "doc_id"), name="paper_once")],
            },
        ),
        migrations.CreateModel(
            name="SearchToken",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=12)),
                ("row_id", models.UUIDField()),
                ("token", models.CharField(db_collation="C", max_length=40)),
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
                "indexes": [models.Index(fields=["business", "row_id"], name="search_token_of_row")],
                "constraints": [models.UniqueConstraint(fields=("business", "token", "kind", "row_id"), name="search_token_once")],
            },
        ),
    ]
