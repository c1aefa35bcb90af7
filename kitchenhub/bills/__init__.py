"""Bills: what is owed, taxes, discounts, payments and tips."""
