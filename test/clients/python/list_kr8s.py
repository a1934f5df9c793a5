"""Lists nodes with the Python client `kr8s`."""
import kr8s

for node in kr8s.get("nodes"):
    print(node.name)
