"""The year of a workspace: quarters compared, outside assessments, figures, the pack that is signed."""
