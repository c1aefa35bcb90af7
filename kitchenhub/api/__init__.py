"""The HTTP edge: endpoints, decoding, credentials, problems, limits and the OpenAPI document. It knows no
subject.
"""
