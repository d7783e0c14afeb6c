from django.apps import AppConfig


class EstimatesConfig(AppConfig):
    name = "mendery.workshop.estimates"
    label = "estimates"

    def ready(self) -> None:
        from mendery.ground.documents import timeline
        from mendery.ground.ui import slots

        from . import providers
        from .models import EstimateState

        timeline.opened_at("estimate", "", dict(EstimateState.choices))
        slots.fill("order.documents", "estimates/_of_order.html", providers.of_order, permission="orders.see", order=20)
