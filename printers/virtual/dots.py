"""Dots in the order of `ESC *`, by columns, as the rows that everything else here has."""


def rows_of_columns(dots: bytes, column_bytes: int, row_bytes: int) -> bytes:
    """Columns of `column_bytes` bytes from the left to the right, turned into rows of `row_bytes` bytes."""
    rows = bytearray(row_bytes * column_bytes * 8)
    for at, byte in enumerate(dots):
        column, part = divmod(at, column_bytes)
        for bit in range(8):
            if byte & 0x80 >> bit:
                rows[(part * 8 + bit) * row_bytes + column // 8] |= 0x80 >> column % 8
    return bytes(rows)
