from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Query, Response

from app.shelf import Shelf, get_shelf
from app.shapes import CardIn, CardOut, Page

router = APIRouter(prefix="/notes")
ShelfDep = Annotated[Shelf, Depends(get_shelf)]


@router.post("", status_code=201, response_model=CardOut)
async def create(card: CardIn, shelf: ShelfDep, response: Response):
    stored = shelf.add(card.title, card.body)
    response.headers["Location"] = router.url_path_for("fetch", card_id=stored.id)
    return stored


@router.get("", response_model=Page)
async def index(
    shelf: ShelfDep,
    limit: Annotated[int, Query(ge=1, le=100)] = 25,
    offset: Annotated[int, Query(ge=0)] = 0,
):
    cards = shelf.everything()
    return Page(total=len(cards), notes=cards[offset : offset + limit])


@router.get("/{card_id}", response_model=CardOut)
async def fetch(card_id: Annotated[int, Path()], shelf: ShelfDep):
    card = shelf.find(card_id)
    if card is None:
        raise HTTPException(404, "unknown card")
    return card


@router.put("/{card_id}", response_model=CardOut)
async def store(card_id: int, sent: CardIn, shelf: ShelfDep):
    card = shelf.find(card_id)
    if card is None:
        raise HTTPException(404, "unknown card")
    card.title, card.body = sent.title, sent.body
    return card


@router.delete("/{card_id}", status_code=204)
async def drop(card_id: int, shelf: ShelfDep):
    if shelf.find(card_id) is None:
        raise HTTPException(404, "unknown card")
    shelf.remove(card_id)
