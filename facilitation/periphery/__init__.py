"""Who on the edge of a community, or beyond it, could be drawn in, by whom, and why: a place, not a fault."""
