"""What the writers and checks of DAISY 2.02 and DAISY 3 share."""
