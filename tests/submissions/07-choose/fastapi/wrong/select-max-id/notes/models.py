from pydantic import BaseModel, constr


class NoteCreate(BaseModel):
    title: constr(min_length=1)
    body: str = ""
