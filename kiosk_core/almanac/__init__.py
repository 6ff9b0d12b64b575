"""Days that no project decides about: public and school holidays, and the calendar file that others read."""
