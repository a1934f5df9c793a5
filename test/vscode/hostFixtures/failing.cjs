// A suite that says so: one test failed, and run() rejects.
exports.run = async () => {
  require('node:fs').writeFileSync(process.env.AKS_ENTRA_RESULTS_FILE, '{"passed":1,"failed":1}');
  throw new Error('1 test failed');
};
