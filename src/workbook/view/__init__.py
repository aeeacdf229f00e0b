"""How things look: blocks (what is on a card), the page widget, charts, print, numbers; no exercise type by name."""
