"""R24's installations: an original with acts that wait, and the places its data is brought to."""
