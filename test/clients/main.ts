import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareKubectl } from '../prepareKubectl.ts';
import { findOnPath } from '../vscode/findOnPath.ts';
import { clients, folderFor, type Client } from './installedPrograms.ts';
import { startProgramPlace } from './programPlace.ts';
import { listsAll, runProgram } from './runProgram.ts';

/**
 * `npm run test:clients [word…]`: which programs work with a kubeconfig of ours, without and with the user's consent.
 * Installs each (those whose name has one of the words) in a temporary folder, lets it list nodes through the real
 * plugin and a real broker, and prints a table. Needs the network; a client whose tools are missing is left out and said.
 */
await prepareKubectl();
const words = process.argv.slice(2);
const parent = mkdtempSync(join(tmpdir(), 'aks-entra-clients-'));
const place = await startProgramPlace();
const rows: string[] = [];
let unexpected = 0;
for (const client of clients.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))) {
  const missing = client.tools.filter((tool) => findOnPath(tool) === undefined);
  console.error(`… ${client.name}`);
  rows.push(missing.length > 0 ? row(client, `not tried: no ${missing.join(', ')}`, '') : await tried(client));
}
await place.close();
rmSync(parent, { recursive: true, force: true });
console.log(
  ['| client | names its cluster | without consent | with consent |', '| --- | --- | --- | --- |', ...rows].join('\n'),
);
console.log(unexpected === 0 ? '\nAll as expected.' : `\n${unexpected} not as expected.`);
process.exitCode = unexpected === 0 ? 0 : 1;

async function tried(client: Client): Promise<string> {
  try {
    const program = client.install(folderFor(parent, client));
    const works: boolean[] = [];
    for (const isAllowed of [false, true]) {
      await place.allowPrograms(isAllowed);
      const result = await runProgram(program, place.environment);
      const isListed = listsAll(result, place.nodes);
      works.push(isListed);
      if (isListed !== (isAllowed || client.namesCluster)) {
        unexpected += 1;
        console.error(result.output);
      }
    }
    const [without, withConsent] = works.map((isListed) => (isListed ? 'works' : 'no token'));
    return row(client, without ?? '', withConsent ?? '');
  } catch (error) {
    unexpected += 1;
    console.error(error instanceof Error ? error.message : error);
    return row(client, 'could not be installed', '');
  }
}

function row({ name, namesCluster }: Client, without: string, withConsent: string): string {
  return `| ${name} | ${namesCluster ? 'yes' : 'no'} | ${without} | ${withConsent} |`;
}
