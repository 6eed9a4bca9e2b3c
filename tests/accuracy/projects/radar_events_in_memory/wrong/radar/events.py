_handled = set()


def is_new(event_id):
    if event_id in _handled:
        return False
    _handled.add(event_id)
    return True
