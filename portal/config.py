"""Settings, read from the environment; no logic."""

import os
from pathlib import Path
from typing import Any

MODES = ("demo", "development", "production")
DEMO_PASSWORD = "portal-demo-2025"  # noqa: S105 - printed in the README; production refuses accounts that carry it
DEMO_SECRET_KEY = "demo-only-secret-key"  # noqa: S105 - production refuses to start with it


def from_environment(instance_path: str) -> dict[str, Any]:
    """Return every setting the portal knows, with its default."""
    database = os.environ.get("PORTAL_DATABASE_URL") or f"sqlite:///{Path(instance_path) / 'portal.db'}"
    return {
        "PORTAL_MODE": os.environ.get("PORTAL_MODE", "demo"),
        "PORTAL_TODAY": os.environ.get("PORTAL_TODAY", ""),
        "SECRET_KEY": os.environ.get("PORTAL_SECRET_KEY", DEMO_SECRET_KEY),
        "SQLALCHEMY_DATABASE_URI": database.replace("postgresql://", "postgresql+psycopg://", 1),
        "UPLOAD_FOLDER": os.environ.get("PORTAL_UPLOADS", str(Path(instance_path) / "uploads")),
        "KEYS_FOLDER": os.environ.get("PORTAL_KEYS", "") or str(Path(instance_path) / "keys"),
        "EXPORT_FOLDER": os.environ.get("PORTAL_EXPORTS", str(Path(instance_path) / "exports")),
        "JOBS_DATABASE": os.environ.get("PORTAL_JOBS_DATABASE", str(Path(instance_path) / "jobs.db")),
        "TRUSTED_PROXIES": int(os.environ.get("PORTAL_TRUSTED_PROXIES", "0")),
        "TRUSTED_HOSTS": [host for host in os.environ.get("PORTAL_HOSTS", "").split(",") if host] or None,
        "OUTSIDE_PREFIX": os.environ.get("PORTAL_OUTSIDE_PREFIX", "02-399"),
        "SESSION_IDLE_MINUTES": int(os.environ.get("PORTAL_IDLE_MINUTES", "30")),
        "SESSION_IDLE_MINUTES_SENSITIVE": int(os.environ.get("PORTAL_IDLE_MINUTES_SENSITIVE", "10")),
        "SESSION_HOURS": int(os.environ.get("PORTAL_SESSION_HOURS", "10")),
        "BASE_URL": os.environ.get("PORTAL_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
        "SMTP_HOST": os.environ.get("PORTAL_SMTP_HOST", ""),
        "SMTP_PORT": int(os.environ.get("PORTAL_SMTP_PORT", "25")),
        "SMTP_USER": os.environ.get("PORTAL_SMTP_USER", ""),
        "SMTP_PASSWORD": os.environ.get("PORTAL_SMTP_PASSWORD", ""),
        "SMTP_SECURITY": os.environ.get("PORTAL_SMTP_SECURITY", "none"),
        "MAIL_FROM": os.environ.get("PORTAL_MAIL_FROM", "portal@localhost"),
        **_sign_on(),
        "AUDIT_ANCHORS": os.environ.get("PORTAL_AUDIT_ANCHORS", str(Path(instance_path) / "audit-anchors.log")),
        "PASSWORD_SHORTEST": int(os.environ.get("PORTAL_PASSWORD_SHORTEST", "10")),
        "PASSWORD_KINDS": int(os.environ.get("PORTAL_PASSWORD_KINDS", "0")),
        "PASSWORD_DAYS": int(os.environ.get("PORTAL_PASSWORD_DAYS", "0")),
        "UNDO_MINUTES": int(os.environ.get("PORTAL_UNDO_MINUTES", "5")),
        "ARGON2": {"time_cost": 2, "memory_cost": 19 * 1024, "parallelism": 1},
        "MAX_CONTENT_LENGTH": 64 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 512 * 1024,
        "MAX_FORM_PARTS": 200,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": False,
        "SQLALCHEMY_TRACK_MODIFICATIONS": False,
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True, "pool_pre_ping": True},
    }


def _sign_on() -> dict[str, str]:
    return {
        "OIDC_ISSUER": os.environ.get("PORTAL_OIDC_ISSUER", ""),
        "OIDC_CLIENT_ID": os.environ.get("PORTAL_OIDC_CLIENT_ID", ""),
        "OIDC_CLIENT_SECRET": os.environ.get("PORTAL_OIDC_CLIENT_SECRET", ""),
        "OIDC_NUMBER_CLAIM": os.environ.get("PORTAL_OIDC_NUMBER_CLAIM", "employee_number"),
        "OIDC_SCOPE": os.environ.get("PORTAL_OIDC_SCOPE", "openid"),
    }
