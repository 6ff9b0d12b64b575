"""The small pages of the house itself, for a tablet at the door: `kiosk serve`. A process of its own, one thread, no framework.

wire.py speaks HTTP and knows no house; door.py knows the house and no socket (docs/adr/0010-a-page-at-the-door.md)."""
