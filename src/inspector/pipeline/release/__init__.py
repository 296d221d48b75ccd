"""A quarter let out: what people record for it, whether it is ready, the release itself."""
