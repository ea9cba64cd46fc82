from coproduce.foundation import topics  # the class itself would be taken for a second configuration


class PayeesConfig(topics.AppWithTopics):
    name = "expenses.payees"
    verbose_name = "How people are paid"
