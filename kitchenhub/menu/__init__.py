"""What can be sold: categories, items, variants, modifier groups, taxes and availability."""
