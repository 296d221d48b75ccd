"""One file a duty, each with a constant DUTY; `[schedule] duties` in config.toml says which are kept."""
