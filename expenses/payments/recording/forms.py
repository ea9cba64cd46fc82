from contributors.people.on_behalf.forms import OnBehalfForm
from expenses.payments.questions.forms import ConfirmForm


class RecordCameForm(OnBehalfForm, ConfirmForm):
    """Whether a payment came, as they told us."""

    submit_label = OnBehalfForm.submit_label
