"""The words of the house: one enum a notion, each member with its Chinese and English name."""
