"""Practice: how fast can I type?"""

words_per_minute = 40
