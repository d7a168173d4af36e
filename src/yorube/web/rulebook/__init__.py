"""The rulebook to browse and to search: what the law data holds, its sources and its gaps. No personal data here."""
