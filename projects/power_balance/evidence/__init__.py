"""What the records of a project say about power, beside what is practice elsewhere."""
