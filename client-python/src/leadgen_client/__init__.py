"""The Leadgen Pipeline API as typed Python: a method for each operation of its document."""

from leadgen_client.client import Leadgen
from leadgen_client.generated import models
from leadgen_client.transport import LeadgenProblem

__all__ = ["Leadgen", "LeadgenProblem", "models"]
