import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from './simulator.ts';

/** `npm run simulate`: the simulated Azure for command-line tools, until Ctrl-C. */
const folder = await mkdtemp(join(tmpdir(), 'aks-entra-simulator-'));
const caFile = join(folder, 'ca.pem');
const simulator = await startSimulator();
await writeFile(caFile, simulator.caPem);

const exports = Object.entries(simulator.clientEnvironment(caFile)).map(([name, value]) => `export ${name}=${value}`);
console.log(`The simulated Azure is up on 127.0.0.1.

  HTTPS    port ${simulator.tlsPort}
  proxy    http://127.0.0.1:${simulator.proxyPort}
  control  ${simulator.controlUrl} (GET /record, /surprises, /faults, /operations; POST /faults, /membership, /operations, /reset)
  CA       ${caFile}

For command-line tools:

${exports.join('\n')}

People: ${simulator.directory.scenario.users.map((user) => user.upn).join(', ')}
Hosts:
${simulator.hosts.map((host) => `  ${host}`).join('\n')}

Ctrl-C ends it.`);

const stop = (): void => {
  void simulator
    .close()
    .then(() => rm(folder, { recursive: true }))
    .then(() => process.exit(0));
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
