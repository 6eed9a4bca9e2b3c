"""Findings: records, suppressions, fingerprints and the words they are told in."""
