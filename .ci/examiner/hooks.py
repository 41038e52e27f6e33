"""Keeps Schemathesis from ending its own examination: a key that it revokes, rotates or binds to addresses is not its own."""

import os

import schemathesis

OWN_KEY = os.environ["EXAMINER_KEY_ID"]


@schemathesis.hook
def before_call(context, case, kwargs):
    parameters = case.path_parameters
    if case.method != "GET" and parameters and parameters.get("key_id") == OWN_KEY:
        parameters["key_id"] = "key_of_nobody"
