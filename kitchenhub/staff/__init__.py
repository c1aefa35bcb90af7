"""People and programs: roles, PINs, sign-ins, API tokens and approvals."""
