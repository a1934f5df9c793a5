import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** VS Code's extension host calls this. The results file is written last: where the host dies, it is absent. */
export async function run(): Promise<void> {
  const mocha = new Mocha({ ui: 'bdd', color: false, reporter: 'spec', timeout: 40_000, forbidOnly: true });
  for (const file of readdirSync(__dirname).filter((name) => name.endsWith('.host.cjs'))) {
    mocha.addFile(path.join(__dirname, file));
  }
  const lines: string[] = [];
  let passed = 0;
  const failed = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => {
      passed += 1;
      lines.push(`✔ ${test.fullTitle()}`);
    });
    runner.on('fail', (test, error: Error) => {
      lines.push(`✖ ${test.fullTitle()}`, error.stack ?? error.message);
    });
  });
  const resultsFile = process.env['AKS_ENTRA_RESULTS_FILE'];
  if (!resultsFile) {
    throw new Error('AKS_ENTRA_RESULTS_FILE is not set');
  }
  writeFileSync(resultsFile, JSON.stringify({ passed, failed, report: lines.join('\n') }));
  if (failed > 0) {
    throw new Error(`${failed} extension-host tests failed`);
  }
}
