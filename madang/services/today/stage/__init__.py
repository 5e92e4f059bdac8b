"""The stage of a place: who speaks there, what stands on its screen, applause, and questions in order."""
