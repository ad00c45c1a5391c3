"""tracker: reads news articles into claims, sources, denials and meetings. Start reading at `pipeline.py`."""
