"""The information desk: the square, what can be done here, opening hours, help, house rules."""
