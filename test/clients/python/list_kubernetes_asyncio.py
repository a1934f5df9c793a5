"""Lists nodes with the Python client `kubernetes_asyncio`."""
import asyncio

from kubernetes_asyncio import client, config


async def main():
    await config.load_kube_config()
    async with client.ApiClient() as api:
        for node in (await client.CoreV1Api(api).list_node()).items:
            print(node.metadata.name)


asyncio.run(main())
