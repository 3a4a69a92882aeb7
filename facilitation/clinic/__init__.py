"""The clinic: somebody asks for help and is helped to think, to find people, and to begin; they are never given an answer."""
