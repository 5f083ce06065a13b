"""收费: the processing fee of 国办函〔2020〕109号 and the cost fees of the 2007 regulation."""

from gongkai.rules.fees.costs import Cost, Exemption, costs, exemptions
from gongkai.rules.fees.processing import TARIFFS, ProcessingFee, Slice, Tariff, in_force, processing_fee

__all__ = [
    "TARIFFS",
    "Cost",
    "Exemption",
    "ProcessingFee",
    "Slice",
    "Tariff",
    "costs",
    "exemptions",
    "in_force",
    "processing_fee",
]
