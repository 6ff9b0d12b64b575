"""Looking after a house: verify, backup and restore, forgetting, the facts for a technician."""
