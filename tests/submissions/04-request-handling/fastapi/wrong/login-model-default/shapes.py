from typing import Optional

from pydantic import BaseModel


class Credentials(BaseModel):
    username: str
    password: Optional[str] = None
