"""Every SELECT of the room: rounds, candidates, hosts, placements."""
