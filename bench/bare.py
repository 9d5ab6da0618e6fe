"""A bare Flask with SQLAlchemy: the floor for memory."""

import os

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = os.environ["PORTAL_DATABASE_URL"]
db = SQLAlchemy(app)


@app.get("/healthz")
def healthz() -> str:
    return str(db.session.scalar(text("SELECT 1")))
