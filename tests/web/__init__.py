"""The pages, each: happy path, refusal, stranger, bad shape."""
