"""What officials see: how many errands are finished, how quickly, at what cost; never whose."""
