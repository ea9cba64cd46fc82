"""Never out of pocket: what we book and pay for, so that nobody has to lay out money first."""
