"""Files from outside: pictures, drawings and attachments, each made fit to publish."""
