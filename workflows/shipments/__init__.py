"""Shipments: which goods of which batch went to whom, at what price, under which promotion."""
