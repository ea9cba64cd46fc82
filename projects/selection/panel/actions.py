"""The only writers of panels and of what their members declare."""
