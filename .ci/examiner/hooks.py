"""Keeps Schemathesis from ending its own examination, and from calling two requests the same."""

import os
import re
import uuid

import schemathesis

OWN_KEY = os.environ["EXAMINER_KEY_ID"]

# Any text is valid as an Idempotency-Key, and no schema can say that each must be new: one that is valid is made so.
VALID_KEY = re.compile(r"[!-~]{1,255}")


@schemathesis.hook
def before_call(context, case, kwargs):
    # A key that it revokes, rotates or binds to addresses is not its own.
    parameters = case.path_parameters
    if case.method != "GET" and parameters and parameters.get("key_id") == OWN_KEY:
        parameters["key_id"] = "key_of_nobody"
    headers = case.headers
    if headers and VALID_KEY.fullmatch(str(headers.get("Idempotency-Key", ""))):
        headers["Idempotency-Key"] = str(uuid.uuid4())
