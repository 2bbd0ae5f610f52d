"""How fast the desk is with a million complaints: data made for it, pages measured beside a floor and a peer."""
