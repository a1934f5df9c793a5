// Lists nodes with @kubernetes/client-node, wherever it is found from here or from the folder that is given.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder = import.meta.dirname] = process.argv.slice(2);
const found = createRequire(join(folder, 'package.json')).resolve('@kubernetes/client-node');
const { CoreV1Api, KubeConfig } = await import(pathToFileURL(found).href);
const config = new KubeConfig();
config.loadFromDefault();
const answer = await config.makeApiClient(CoreV1Api).listNode();
for (const { metadata } of answer.items) {
  console.log(metadata.name);
}
