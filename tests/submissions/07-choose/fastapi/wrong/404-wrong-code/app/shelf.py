from app.shapes import CardOut


class Shelf:
    def __init__(self):
        self.cards = []
        self.last = 0

    def add(self, title, body):
        self.last += 1
        card = CardOut(id=self.last, title=title, body=body)
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


the_shelf = Shelf()


def get_shelf():
    return the_shelf
