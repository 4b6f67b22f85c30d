"""What a template sees, in one language on one day: values that web pages and paper share."""
