"""`site-builder schema`: the files by which editors complete keys, named when they are written."""

from __future__ import annotations

import json
from pathlib import Path

from ..commands import site_builder


def test_both_schemas_are_written_beside_the_products_and_named(folder: Path) -> None:
    done = site_builder("schema", folder=folder)
    product, catalogue = Path("products/product.schema.json"), Path("products/catalogue.schema.json")
    assert (done.returncode, done.stdout) == (0, f"Đã ghi {product}.\nĐã ghi {catalogue}.\n")
    assert "code" in json.loads((folder / product).read_text("utf-8"))["properties"]
    assert "site" in json.loads((folder / catalogue).read_text("utf-8"))["properties"]
    assert "schema.json" not in site_builder("check", folder=folder).stdout


def test_without_the_folder_of_products_that_is_told(tmp_path: Path) -> None:
    done = site_builder("schema", folder=tmp_path)
    assert (done.returncode, done.stderr.splitlines()[0]) == (1, "products: lỗi: Không thấy thư mục “products”.")
