"""Parquet files, read as text and written anew with their types."""
