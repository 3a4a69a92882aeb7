"""What anybody can do, walked through whichever client: nothing in here knows which one it is."""
