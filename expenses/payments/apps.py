from coproduce.foundation import topics  # the class itself would be taken for a second configuration


class PaymentsConfig(topics.AppWithTopics):
    name = "expenses.payments"
    verbose_name = "Payments"
