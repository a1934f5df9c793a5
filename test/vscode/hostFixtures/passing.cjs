// The counterpart: an orderly suite, in a host that has the extension under development.
exports.run = async () => {
  const found = require('vscode').extensions.getExtension('aks-entra-tests.simulated-hosts');
  require('node:fs').writeFileSync(
    process.env.AKS_ENTRA_RESULTS_FILE,
    JSON.stringify({ passed: found ? 1 : 0, failed: 0 }),
  );
};
