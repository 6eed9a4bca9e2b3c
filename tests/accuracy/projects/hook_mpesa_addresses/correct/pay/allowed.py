import ipaddress

SAFARICOM = [ipaddress.ip_network(net) for net in ("196.201.212.0/24", "196.201.213.0/24", "196.201.214.0/24")]


def is_safaricom(address):
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in SAFARICOM)
