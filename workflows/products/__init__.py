"""Products (SKU) and their production batches."""
