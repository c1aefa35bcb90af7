"""The proof on real input, in short: an orders file and a whole Friday through the real doors, and the
bench.
"""

import json
import random
import re
from pathlib import Path

import pytest

from tests.integration.cli.commands import House
from tests.support.engines import free_port

ORDERS = 30
DISHES = (("Steak Bowl", "11.75"), ("Chicken Burrito", "8.49"), ("Chips", "2.15"), ("Crème brûlée", "4.40"))
OPTIONS = ("Rice", "Black Beans", "Sour Cream", "辛い Salsa")
RECIPES = """kind,name,ingredient,quantity,unit
item,Steak Bowl,steak,113,g
item,Chicken Burrito,chicken,0.113,kg
option,Rice,rice,120,g
"""


def orders_file(folder: Path, seed: int = 7) -> tuple[Path, int]:
    """An orders file of 30 orders, and what its sales come to in cents."""
    dice = random.Random(seed)
    rows, cents = ["order,item,quantity,options,unit_price"], 0
    for number in range(1, ORDERS + 1):
        for _ in range(dice.randint(1, 4)):
            name, price = dice.choice(DISHES)
            quantity = dice.randint(1, 3)
            chosen = "; ".join(dice.sample(OPTIONS, dice.randint(0, 3)))
            rows.append(f'{number},{name},{quantity},"{chosen}",{price}')
            cents += quantity * round(float(price) * 100)
    file = folder / "orders.csv"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return file, cents


def with_free_ports(file: Path) -> None:
    """Give the file's printers ports that nobody else uses now."""
    text = file.read_text(encoding="utf-8")
    for port in re.findall(r"tcp://127\.0\.0\.1:(\d+)", text):
        text = text.replace(port, str(free_port()))
    file.write_text(text, encoding="utf-8")


@pytest.mark.timeout(120)
def test_an_orders_file_is_played_and_every_figure_reconciles(house: House) -> None:
    file, cents = orders_file(house.home)
    recipes = house.home / "recipes.csv"
    recipes.write_text(RECIPES)
    done = house.play("simulate", file, "--recipes", recipes, "--keep", house.data, seconds=110)
    assert done.code == 0, done.out + done.err
    figures = {row[:34].strip(): row[34:].strip() for row in done.out.splitlines()}
    assert figures["orders closed"] == str(ORDERS)
    assert figures["sales in the books"] == f"{cents // 100}.{cents % 100:02d}"
    assert figures["clients' complaints"] == "none"
    assert house.run("verify").code == 0


@pytest.mark.timeout(120)
def test_an_orders_file_is_played_on_a_server_that_runs_already(house: House) -> None:
    file, _ = orders_file(house.home, seed=8)
    made = house.home / "shop.yaml"
    text = house.play("simulate", file, "--restaurant-file", made)
    assert text.code == 0, text.err
    with_free_ports(made)
    assert house.run("init", str(made)).code == 0
    token = house.run("token", "create", "player", "--role", "owner").out.strip()
    server = house.serve()
    words = ("simulate", file, "--url", server.url, "--token", token)
    done = house.play(*words, seconds=110)
    assert done.code == 0, done.out + done.err
    again = house.play(*words)
    assert (again.code, "orders already" in again.err) == (2, True)


@pytest.mark.timeout(180)
def test_a_friday_with_everything_in_it_reconciles(house: House) -> None:
    done = house.play("simulate", "--scenario", "friday", seconds=170)
    assert done.code == 0, done.out + done.err
    assert "raised" in done.out
    assert "cleared" in done.out


@pytest.mark.timeout(120)
def test_the_bench_measures_the_hub_beside_its_floor(house: House) -> None:
    file = house.home / "bench.json"
    words = ("--rounds", "1", "--seconds", "0.5", "--screens", "2", "--clients", "1,4", "--json", file)
    done = house.play("bench", *words, seconds=110)
    assert done.code == 0, done.err
    found = json.loads(file.read_text())
    figures = found["figures"]["figures"]
    assert {(one["server"], one["clients"]) for one in figures} >= {("hub", 1), ("floor", 4), ("echo", 4)}
    assert all(one["orders_a_second"] > 0 and one["refused"] == 0 for one in figures)
    assert all(one["seen_p99_ms"] for one in figures if one["server"] == "hub" and one["clients"] == 1)
    assert found["figures"]["stalled_screen_lost"] == 0
