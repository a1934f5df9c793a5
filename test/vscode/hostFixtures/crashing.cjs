// An extension host that dies in the middle of the suite.
exports.run = () => process.kill(process.pid, 'SIGKILL');
