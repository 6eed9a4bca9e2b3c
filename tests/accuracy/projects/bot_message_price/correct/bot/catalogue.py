PRICES = {"lesson": 2500, "course": 19900}
