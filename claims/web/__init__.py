"""The web door: parse, authorise, call one service, render."""
