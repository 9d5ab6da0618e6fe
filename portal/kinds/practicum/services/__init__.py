"""Every change of the room: registering, wishing, hosting, placing, appointing."""
