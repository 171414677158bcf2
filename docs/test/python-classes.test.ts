import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pythonClasses } from '../src/reference/python-classes.ts';

const configuration = `"""
    The module.
"""
SERVERS = []


class Configuration:
    """The settings.

    :param host: the server; https
        by default
    :param retries: how often | 0 for never

    :raises ApiValueError: for a setting that is wrong
    """

    def __init__(
        self,
        host: Optional[str] = None,
        *,
        retries: int = 2,
    ) -> None:
        self.hook: Optional[Callable[[Configuration], None]] = None
        """Called before every request."""
        self.retries = retries

    @property
    def debug(self) -> bool:
        """Whether all is told."""
        return self._debug

    @debug.setter
    def debug(self, value: bool) -> None:
        self._debug = value

    def call(self, operation: Operation, given: int) -> int:
        """Calls what no package exports."""

    def _inner(self) -> None:
        """Is not for others."""

    @classmethod
    def read(cls, index: int) -> str:
        """Reads one.

        :raises ApiValueError: for an index that is wrong
        """


def helper() -> None:
    """Is no class."""
`;

const exceptions = `class NotFoundException(ApiException):
    """404"""


class _Inner:
    """Is not for others."""
`;

const api = `class TicketsApi:
    def list_tickets(
        self,
    ) -> GetTickets:
        """Lists.

        :param status: of the tickets
        :param _headers: headers
            to add
        :return: a page
        """
`;

test('makes a page of classes and options, of what is public and has a doc comment', () => {
  assert.equal(
    pythonClasses([configuration, exceptions], api),
    `## Options of one call

Every method takes these by name.

| option | meaning |
| --- | --- |
| \`_headers\` | headers to add |

## Configuration

The settings.

| argument | type | meaning |
| --- | --- | --- |
| \`host\` | \`Optional[str]\` | the server; https by default |
| \`retries\` | \`int\` | how often \\| 0 for never |

Raises \`ApiValueError\` for a setting that is wrong.

| member | meaning |
| --- | --- |
| \`hook: Optional[Callable[[Configuration], None]]\` | Called before every request. |
| \`debug: bool\` | Whether all is told. |
| \`read(index: int) -> str\` | Reads one. Raises \`ApiValueError\` for an index that is wrong. |

## NotFoundException

Extends \`ApiException\`.

Of an answer with the status 404.`,
  );
});
