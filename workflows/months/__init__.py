"""The month just ended: summed up, approved, locked, replenished; reopened only by an approved act."""
