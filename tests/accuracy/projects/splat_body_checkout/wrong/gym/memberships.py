MEMBERSHIPS = {"month": {"name": "One month", "cents": 3900}, "year": {"name": "One year", "cents": 39000}}
