"""What methods of the kit are made of: steps that are too long for their file, or shared."""
