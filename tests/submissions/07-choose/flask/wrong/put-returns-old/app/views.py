from dataclasses import asdict

from flask import Blueprint, abort, request, url_for

from app.shelf import Shelf

api = Blueprint("api", __name__)
shelf = Shelf()


def parsed():
    sent = request.get_json()
    if not sent.get("title") or not isinstance(sent["title"], str):
        abort(422, "title is required")
    if not isinstance(sent.get("body"), str):
        abort(422, "body must be text")
    return sent["title"], sent["body"]


@api.post("")
def create():
    card = shelf.add(*parsed())
    return asdict(card), 201, {"Location": url_for("api.fetch", card_id=card.id)}


@api.get("")
def index():
    start = request.args.get("offset", type=int, default=0)
    size = request.args.get("limit", type=int, default=50)
    cards = shelf.everything()
    return {"total": len(cards), "notes": [asdict(card) for card in cards[start : start + size]]}


@api.get("/<card_id>")
def fetch(card_id):
    card = shelf.find(card_id)
    if card is None:
        abort(404, "no such card")
    return asdict(card)


@api.put("/<card_id>")
def store(card_id):
    card = shelf.find(card_id)
    if card is None:
        abort(404, "no such card")
    old = asdict(card)
    card.title, card.body = parsed()
    return old


@api.delete("/<card_id>")
def drop(card_id):
    if shelf.find(card_id) is None:
        abort(404, "no such card")
    shelf.remove(card_id)
    return "", 204
