"""Customers (客户档案): entered, changed, set aside."""
