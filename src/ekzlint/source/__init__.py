"""Finds and reads the files to analyse."""
