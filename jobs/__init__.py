"""What happens while nobody is logged in: thin shells round the use-cases, and one timetable."""
