"""06-resources in FastAPI. The article's section: Best Practices, Performance Optimization in FastAPI
(Proper Use of Dependency Injection).

Tasks (README.md tells more):
    shared   GET /users, GET /items   {"skip": 0, "limit": 10}, or what was asked for; limit over 100 is 422
    session  GET /session             opens a session; {"session": <its id>}; closes it after the answer
    cleanup  GET /session/crash       opens a session, raises an exception (500); closes it as well
    once     GET /session/summary     {"orders": <id>, "customers": <id>}: two dependencies, one session
    guard    GET /admin/stats,        the header X-Token is kata-admin: 200 and any JSON;
             GET /admin/users         missing: 401; wrong: 403

Check it: kata check 06-resources --framework fastapi
"""

from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Query
from upstream import Session, open_session

app = FastAPI()


# TODO shared: a dependency that takes skip and limit, and functions for /users and /items that use it


# TODO session, cleanup: a dependency that opens a session, yields it, and closes it whatever happens


# TODO once: two dependencies that need the session, and a function for /session/summary


# TODO guard: a dependency that looks at the header, and a router for everything under /admin
