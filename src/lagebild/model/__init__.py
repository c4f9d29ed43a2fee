"""The nouns and their JSON form; standard library only."""
