"""The REST door: parse, authorise, call one service, serialise."""
