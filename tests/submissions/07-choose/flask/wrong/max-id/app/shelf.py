import time
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
        numbers = [int(card.id) for card in self.cards]
        time.sleep(0.01)
        card = Card(str(max(numbers, default=0) + 1), title, body)
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
