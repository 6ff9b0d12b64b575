"""Slips and cards on paper. A document knows no printer; here are the printers, the queue before them, and the cards."""
