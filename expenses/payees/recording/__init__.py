"""How somebody is paid, written down for them: checked by a second person, and rested, before it is used."""
