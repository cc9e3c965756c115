"""The writing desk: how texts, their files and their tags are edited."""
