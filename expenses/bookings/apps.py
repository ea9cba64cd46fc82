from django.apps import AppConfig


class BookingsConfig(AppConfig):
    name = "expenses.bookings"
    verbose_name = "Bookings and advances"
