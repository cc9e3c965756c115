"""Uploads: pictures, drawings and attachments, each made safe to publish."""
