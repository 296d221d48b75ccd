"""What the annual report is read with: its text, tables, prose and arithmetic."""
