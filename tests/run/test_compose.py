"""The compose file gives the tables' owner to the migration alone."""

from pathlib import Path

import yaml

CHECKOUT = Path(__file__).parents[2]


def test_only_the_migration_signs_in_as_the_owner():
    services = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())["services"]
    desk = {name: one for name, one in services.items() if one["image"] == "factcheck-desk"}
    assert set(desk) == {"migrate", "web", "worker", "beat"}
    for name, one in desk.items():
        owner = "://desk:" in one["environment"]["DATABASE_URL"]
        assert owner == (name == "migrate")
        assert ("DESK_APP_PASSWORD" in one["environment"]) == (name == "migrate")
