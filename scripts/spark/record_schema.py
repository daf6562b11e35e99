"""What `sori schema` prints, as a Spark type: every key with the type that the schema gives it."""

import json
import subprocess

from pyspark.sql import types

SCALARS = {
    "string": types.StringType,
    "integer": types.LongType,
    "number": types.DoubleType,
    "boolean": types.BooleanType,
}


def read_schema(sori: str) -> dict:
    """The JSON Schema of the records that this program writes."""
    printed = subprocess.run([sori, "schema"], check=True, stdout=subprocess.PIPE).stdout
    return json.loads(printed)


def record_type(schema: dict, with_events: bool) -> types.StructType:
    """The type of a whole record. What the schema does not require (`events`) is in it only on request.

    Every field may be null: a column of a data set has no say in that, the schema has.
    """
    required = set(schema["required"])
    fields = [
        types.StructField(key, spark_type(member))
        for key, member in schema["properties"].items()
        if with_events or key in required
    ]
    return types.StructType(fields)


def spark_type(node: dict) -> types.DataType:
    """The type of one node of a JSON Schema. Raises ValueError for what has no column type."""
    if "enum" in node or "const" in node:
        values = [value for value in node.get("enum", [node.get("const")]) if value is not None]
        if not all(isinstance(value, str) for value in values):
            raise ValueError(f"an enumeration of other things than strings: {values}")
        return types.StringType()
    names = node["type"] if isinstance(node["type"], list) else [node["type"]]
    names = [name for name in names if name != "null"]
    if len(names) != 1:
        raise ValueError(f"expected one type beside null, got {names}")
    name = names[0]
    if name == "object":
        members = node["properties"].items()
        return types.StructType([types.StructField(key, spark_type(each)) for key, each in members])
    if name == "array":
        return types.ArrayType(spark_type(node["items"]))
    if name not in SCALARS:
        raise ValueError(f"no column type for {name}")
    return SCALARS[name]()
