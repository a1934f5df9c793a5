"""Lists nodes with the Python client `kubernetes`."""
from kubernetes import client, config

config.load_kube_config()
for node in client.CoreV1Api().list_node().items:
    print(node.metadata.name)
