"""The exceptions, one small tree; every message is one line: what, where, remedy.

FeedsError
├── ConfigError        config.toml: table, key, value, remedy
├── DocumentError      a document that cannot be read: its name, why, what to do
├── FetchError         a URL that cannot or must not be fetched
├── SelectionError     a bad parameter of a query; `.parameter` names it
├── StoreError         the database: missing, locked, read-only, full, newer schema
│   ├── UnknownEvent   no event of that id
│   └── DamagedStore   a SQLite file that cannot be read any more
└── ServeError         a busy port, a missing folder
"""


class FeedsError(Exception):
    """Something a person can mend; str() is one line that says how."""


class ConfigError(FeedsError):
    pass


class DocumentError(FeedsError):
    pass


class FetchError(FeedsError):
    pass


class SelectionError(FeedsError):
    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


class StoreError(FeedsError):
    pass


class UnknownEvent(StoreError):
    pass


class DamagedStore(StoreError):
    pass


class ServeError(FeedsError):
    pass
