"""Keeps Schemathesis from ending its own examination, and from calling two requests the same."""

import os
import uuid

import schemathesis

OWN_KEY = os.environ["EXAMINER_KEY_ID"]


@schemathesis.hook
def before_call(context, case, kwargs):
    # A key that it revokes, rotates or binds to addresses is not its own.
    parameters = case.path_parameters
    if case.method != "GET" and parameters and parameters.get("key_id") == OWN_KEY:
        parameters["key_id"] = "key_of_nobody"
    # Any text is valid as an Idempotency-Key, and no schema can say that each must be new. What is meant to be wrong is left
    # alone: it is refused before anybody looks at the key, and would be taken for right once a header of it was changed.
    is_wrong = case.meta is not None and case.meta.generation.mode.is_negative
    if not is_wrong and case.headers and "Idempotency-Key" in case.headers:
        case.headers["Idempotency-Key"] = str(uuid.uuid4())
