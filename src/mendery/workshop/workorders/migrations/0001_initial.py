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
        ("parties", "0001_initial"),
        ("stock", "0001_initial"),
        ("tenancy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("seq", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("sent", "sent"),
                            ("approved", "approved"),
                            ("changed", "changed since approval"),
                            ("declined", "declined"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("approved_gross", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("answered_by", models.CharField(blank=True, max_length=120)),
                ("answered_how", models.CharField(blank=True, max_length=10)),
                ("answered_at", models.DateTimeField(null=True)),
                ("declined_why", models.CharField(blank=True, max_length=200)),
                ("net", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("gross", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("done_at", models.DateTimeField(null=True)),
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
                    "technician",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="company.staff"
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
            name="WorkOrder",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("number", models.CharField(max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("in_work", "in work"),
                            ("checked", "checked"),
                            ("finished", "finished"),
                            ("cancelled", "cancelled"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("stage", models.CharField(default="arrived", max_length=12)),
                ("intake_unit_id", models.UUIDField(null=True)),
                ("title", models.CharField(blank=True, max_length=120)),
                ("opened_at", models.DateTimeField()),
                ("promised_at", models.DateTimeField(blank=True, null=True)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("handed_over_at", models.DateTimeField(blank=True, null=True)),
                ("adviser", models.CharField(blank=True, max_length=120)),
                ("currency", models.CharField(max_length=3)),
                ("net", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("gross", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("cost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
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
                    "technician",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="company.staff"
                    ),
                ),
                ("unit", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="equipment.unit")),
                ("warehouse", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="stock.warehouse")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="QualityCheck",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("passed", models.BooleanField()),
                ("note", models.CharField(blank=True, max_length=300)),
                ("by_name", models.CharField(max_length=120)),
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
                ("order", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="checks", to="workorders.workorder")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("seq", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("labour", "labour"), ("part", "part"), ("outside", "outside work"), ("fee", "fee")], max_length=8
                    ),
                ),
                ("code", models.CharField(blank=True, max_length=60)),
                ("text", models.CharField(max_length=300)),
                ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                ("unit", models.CharField(default="H87", max_length=3)),
                ("price", models.DecimalField(decimal_places=6, max_digits=18)),
                ("discount_percent", models.DecimalField(decimal_places=4, default=0, max_digits=7)),
                ("net", models.DecimalField(decimal_places=2, max_digits=14)),
                ("vat_category", models.CharField(default="standard", max_length=12)),
                ("approved_quantity", models.DecimalField(decimal_places=3, max_digits=14, null=True)),
                ("approved_net", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("is_stocked", models.BooleanField(default=False)),
                ("issued", models.DecimalField(decimal_places=3, default=0, max_digits=14)),
                ("cost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("serials", models.JSONField(default=list)),
                ("done_at", models.DateTimeField(null=True)),
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
                    "done_by",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="company.staff"),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="catalogue.item"
                    ),
                ),
                ("job", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="workorders.job")),
                ("order", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="workorders.workorder")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.AddField(
            model_name="job",
            name="order",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="jobs", to="workorders.workorder"),
        ),
        migrations.CreateModel(
            name="WorkOrderDetails",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("complaint", models.TextField(blank=True)),
                ("findings", models.TextField(blank=True)),
                ("meter", models.PositiveIntegerField(null=True)),
                ("spend_limit", models.DecimalField(decimal_places=2, max_digits=14, null=True)),
                ("waits_here", models.BooleanField(default=False)),
                ("discount_percent", models.DecimalField(decimal_places=4, default=0, max_digits=7)),
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
                    "order",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="details", to="workorders.workorder"),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
            },
        ),
        migrations.CreateModel(
            name="DeferredWork",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("title", models.CharField(max_length=200)),
                ("why", models.CharField(blank=True, max_length=200)),
                ("gross", models.DecimalField(decimal_places=2, max_digits=14)),
                ("lines", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by_job", models.UUIDField(null=True)),
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
                ("job", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workorders.job")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [
                    models.Index(condition=models.Q(("closed_at__isnull", True)), fields=["business", "unit"], name="deferred_open")
                ],
            },
        ),
        migrations.CreateModel(
            name="LabourEntry",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("order_id", models.UUIDField()),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                ("job", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="labour", to="workorders.job")),
                ("staff", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="company.staff")),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "default_manager_name": "objects",
                "indexes": [models.Index(fields=["business", "order_id"], name="labour_of_order")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)), fields=("business", "staff"), name="one_open_labour_per_person"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                ("id", models.UUIDField(default=mendery.ground.tenancy.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=12)),
                ("name", models.CharField(blank=True, max_length=40)),
                ("seq", models.PositiveSmallIntegerField()),
                ("tone", models.CharField(max_length=8)),
                ("icon", models.CharField(max_length=30)),
                ("is_hidden", models.BooleanField(default=False)),
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
                "constraints": [models.UniqueConstraint(fields=("business", "code"), name="stage_once")],
            },
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(fields=["business", "-opened_at", "-id"], name="work_order_latest"),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(fields=["business", "stage", "-opened_at", "-id"], name="work_order_by_stage"),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(fields=["business", "state", "-opened_at", "-id"], name="work_order_by_state"),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(fields=["business", "unit", "-opened_at"], name="work_order_of_unit"),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(fields=["business", "party", "-opened_at"], name="work_order_of_party"),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(
                condition=models.Q(("stage__in", ("handed_over", "cancelled")), _negated=True),
                fields=["business", "-opened_at", "-id"],
                name="work_order_alive",
            ),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(
                condition=models.Q(("stage__in", ("handed_over", "cancelled")), _negated=True),
                fields=["business", "promised_at", "id"],
                name="work_order_promised",
            ),
        ),
        migrations.AddIndex(
            model_name="workorder",
            index=models.Index(
                condition=models.Q(("finished_at__isnull", False)), fields=["business", "finished_at"], name="work_order_finished"
            ),
        ),
        migrations.AddConstraint(
            model_name="workorder",
            constraint=models.UniqueConstraint(fields=("business", "number"), name="work_order_number_once"),
        ),
        migrations.AddIndex(
            model_name="line",
            index=models.Index(fields=["business", "order", "seq"], name="line_of_order"),
        ),
        migrations.AddIndex(
            model_name="job",
            index=models.Index(
                condition=models.Q(("done_at__isnull", True), ("technician__isnull", False)),
                fields=["business", "technician"],
                name="job_to_do",
            ),
        ),
        migrations.AddConstraint(
            model_name="job",
            constraint=models.UniqueConstraint(fields=("business", "order", "seq"), name="job_seq_once"),
        ),
        migrations.AddConstraint(
            model_name="workorderdetails",
            constraint=models.UniqueConstraint(fields=("business", "order"), name="work_order_details_once"),
        ),
    ]
