"""One planted world an engine, shared by every test here; each test works in a transaction that is taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

from models import Staff
from terms.people import Role
from tests.databases import Databases, open_engine
from tests.security.places import World
from tests.security.world import plant_world
from tests.web import HouseClient, LogIn, StandingClock


@dataclass(frozen=True)
class Ground:
    """A world in its database, with the folder of its files."""

    engine: Engine
    world: World
    folder: Path


@pytest.fixture(scope="session")
def ground(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ground]:
    engine, folder = open_engine(databases.new()), tmp_path_factory.mktemp("world")
    with Session(engine) as session:
        world = plant_world(session, folder / "attachments")
    yield Ground(engine, world, folder)
    engine.dispose()


@pytest.fixture
def world(ground: Ground) -> World:
    return ground.world


@pytest.fixture
def connection(ground: Ground) -> Iterator[Connection]:
    """As everywhere, but on the planted world."""
    with ground.engine.connect() as connection:
        outer = connection.begin()
        yield connection
        outer.rollback()


@pytest.fixture
def app(app: Flask, ground: Ground, clock: StandingClock) -> Flask:
    """The application on the planted world, late enough that every story is told."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], data_dir=ground.folder)
    clock.forward(hours=6, minutes=30)
    return app


Enter = Callable[[Role], HouseClient]


@pytest.fixture
def enter(log_in: LogIn, session: Session, world: World) -> Enter:
    """`enter(role)`: a browser of the one who looks in this role, reading English."""

    def client(role: Role) -> HouseClient:
        staff = session.get_one(Staff, world.viewers[role])
        staff.language = "en"
        return log_in(staff)

    return client
