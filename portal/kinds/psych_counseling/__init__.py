"""Who asked for counseling, known to the person and the counselors alone; the office learns numbers and sums."""
