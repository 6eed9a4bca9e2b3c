"""Scaffolds a payment core into a project: plan, render, wire. Nothing is ever overwritten."""
