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

# Only where the cookie says that TLS is on; elsewhere it would lock an intranet out.
OVER_TLS = {"Strict-Transport-Security": "max-age=31536000"}


def install(app: Flask) -> None:
    always = {**ALWAYS, **(OVER_TLS if app.config["SESSION_COOKIE_SECURE"] else {})}

    @app.after_request
    def dress(response: Response) -> Response:
        response.headers.update(always)
        if request.endpoint != "static":
            # The back button after log-out must not bring a page back, nor may a shared cache keep one.
            response.headers["Cache-Control"] = "no-store"
        return response
