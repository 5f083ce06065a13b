"""The manual channel delivers nothing by itself: it says what a person must do."""

from __future__ import annotations

from gongkai.channels.port import Delivery, Outcome


class ManualChannel:
    """Answers every submission with a task in words."""

    def submit(self, delivery: Delivery) -> Outcome:
        """The task for the person in charge of the target."""
        where = delivery.target or "约定位置"
        return Outcome(needs_person=f"请将《{delivery.title}》张贴到{where}，并拍照登记凭证。")
