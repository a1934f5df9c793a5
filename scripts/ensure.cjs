// Runs on the machine's own Node (20 or newer) with no dependency: installs what package-lock.json names, once.
// Everything after it runs on the Node 24 that comes with the installed packages (see CONTRIBUTING.md).
'use strict';
const { spawn } = require('node:child_process');
const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

const root = path.dirname(__dirname);
const modules = path.join(root, 'node_modules');
// npm ci empties the folder that a link leads to.
if (fs.lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
  console.error(
    `${modules} is a symbolic link; npm ci would empty the folder that it leads to. Remove the link, then try again.`,
  );
  process.exit(1);
}
const marker = path.join(modules, '.aks-entra-lock');
const wanted = createHash('sha256')
  .update(fs.readFileSync(path.join(root, 'package-lock.json')))
  .digest('hex');
const installed = fs.existsSync(marker) ? fs.readFileSync(marker, 'utf8') : '';

if (installed === wanted) {
  checkNode();
} else {
  install();
}

function install() {
  console.log('Installing npm packages (once) …');
  const startedMs = Date.now();
  const stillRuns = setInterval(() => {
    console.log(`… still waiting (${Math.round((Date.now() - startedMs) / 1000)} s)`);
  }, 10_000);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const child = spawn(npm, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  const end = (isInstalled) => {
    clearInterval(stillRuns);
    if (!isInstalled) {
      console.error('npm ci failed: see the lines above.');
      process.exit(1);
    }
    fs.writeFileSync(marker, wanted);
    checkNode();
  };
  child.on('error', (error) => {
    console.error(error.message);
    end(false);
  });
  child.on('close', (code) => end(code === 0));
}

function checkNode() {
  const bundled = path.join(modules, '.bin', process.platform === 'win32' ? 'node.cmd' : 'node');
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (!fs.existsSync(bundled) && (major < 22 || (major === 22 && minor < 19))) {
    console.error(
      `Node ${process.versions.node} is too old and no bundled Node exists for this machine: install Node 22.19 or newer.`,
    );
    process.exit(1);
  }
}
