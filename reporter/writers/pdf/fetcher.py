"""What the PDF engine may read: assets in memory, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

SCHEME = "asset:"


@dataclass(frozen=True, slots=True)
class Asset:
    """Bytes that a page may show, with their media type."""

    data: bytes
    media_type: str


def deny_all_but(assets: Mapping[str, Asset]) -> Any:
    """Return a fetcher that knows ``asset:`` names of ``assets`` and refuses the rest.

    A refusal is fatal and stops the output: WeasyPrint swallows ordinary errors and
    would write a page without the missing part. Refused addresses are also kept in
    the fetcher's ``refused`` list, since drawings swallow even fatal errors.
    """
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class _Fetcher(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.refused: list[str] = []

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            del headers
            asset = assets.get(url)
            if asset is None:
                self.refused.append(url)
                raise FatalURLFetchingError(url)
            return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})

    return _Fetcher()
