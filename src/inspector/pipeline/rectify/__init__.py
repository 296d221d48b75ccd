"""Orders and what people say to them: opened, answered, objected to, looked back at."""
