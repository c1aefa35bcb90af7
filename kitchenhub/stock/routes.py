"""The stock room's routes."""

from kitchenhub.api.endpoint import Endpoint, read, write
from kitchenhub.roles import READERS, STOCK
from kitchenhub.stock.cards import MoveCard, StockCard
from kitchenhub.stock.counting import NewMove, move_stock
from kitchenhub.stock.queries import MovesPage, MovesQuery, list_moves, show_stock

ENDPOINTS: list[Endpoint] = [
    read("/stock", READERS, show_stock, summary="Every ingredient's levels", answer=StockCard),
    read("/stock/moves", STOCK, list_moves, summary="What moved an ingredient, newest first",
         query=MovesQuery, answer=MovesPage),
    write("POST", "/stock/moves", STOCK, move_stock, summary="Receive, waste, count or correct an ingredient",
          body=NewMove, answer=MoveCard, status=201, codes=("unit_mismatch", "id_taken")),
]  # fmt: skip
