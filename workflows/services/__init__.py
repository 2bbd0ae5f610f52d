"""Service records (服务记录): asked for, planned, visited, accepted by the customer."""
