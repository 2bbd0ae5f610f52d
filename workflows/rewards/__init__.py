"""Rewards (奖励) to complainants and departments: proposed, decided, paid."""
