from flask import Blueprint

people = Blueprint("people", __name__)


class Card:
    def show(self, who):
        return "<p>Hello, " + who + "!</p>"


card = Card()


@people.route("/greet/<who>")
def person(who):
    return card.show(who)
