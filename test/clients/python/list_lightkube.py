"""Lists nodes with the Python client `lightkube`."""
from lightkube import Client
from lightkube.resources.core_v1 import Node

for node in Client().list(Node):
    print(node.metadata.name)
