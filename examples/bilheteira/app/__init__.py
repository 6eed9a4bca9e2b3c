"""Bilheteira: a shop that sells tickets and takes payment by e-Kwanza."""
