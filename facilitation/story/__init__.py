"""Stories: told by those who were there, seen beforehand by everybody in them, shown steadily, taken back everywhere."""
