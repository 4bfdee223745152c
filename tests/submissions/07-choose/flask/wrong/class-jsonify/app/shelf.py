import uuid
from dataclasses import dataclass


@dataclass
class Card:
    id: str
    title: str
    body: str


class Shelf:
    def __init__(self):
        self.cards = []

    def add(self, title, body):
        card = Card(uuid.uuid4().hex, title, body)
        self.cards.append(card)
        return card

    def everything(self):
        return list(self.cards)

    def find(self, card_id):
        for card in self.cards:
            if card.id == card_id:
                return card
        return None

    def remove(self, card_id):
        self.cards = [card for card in self.cards if card.id != card_id]
