NAME = input("Name? ")
