"""What every answer carries, errors and files included."""

from __future__ import annotations

from flask import Flask, Response, request

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def install(app: Flask) -> None:
    @app.after_request
    def dress(response: Response) -> Response:
        response.headers.update(ALWAYS)
        if request.endpoint != "static":
            # The back button after log-out must not bring a page back, nor may a shared cache keep one.
            response.headers["Cache-Control"] = "no-store"
        return response
