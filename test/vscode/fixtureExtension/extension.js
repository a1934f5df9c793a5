'use strict';
// Loaded by VS Code's extension host in tests and in the demo, never by the product.
// VS Code's fetch has its own CA list, ignores an extra CA and strips NODE_OPTIONS from the extension host:
// the sockets themselves are what can be turned to the simulator.
const fs = require('node:fs');
const module_ = require('node:module');
const net = require('node:net');
const tls = require('node:tls');

const file = process.env.AKS_ENTRA_SIMULATED_HOSTS;

function activate() {
  if (!file) return;
  // Shape: SimulatedHosts of packTestExtension.ts.
  const { port, caFile, cloudHosts, clusterHosts } = JSON.parse(fs.readFileSync(file, 'utf8'));
  const ca = fs.readFileSync(caFile, 'utf8');
  const isSimulated = (host) => cloudHosts.includes(host) || clusterHosts.includes(host);

  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...args) {
    // net.connect() hands over its arguments already normalised, as one array [options, callback].
    const target = Array.isArray(args[0]) ? args[0][0] : args[0];
    if (target !== null && typeof target === 'object') {
      if (isSimulated(target.host)) Object.assign(target, { host: '127.0.0.1', port, lookup: undefined });
    } else if (isSimulated(args[1])) {
      args[0] = port;
      args[1] = '127.0.0.1';
    }
    return connect.apply(this, args);
  };

  const tlsConnect = tls.connect;
  tls.connect = function (...args) {
    const at = args.findIndex((arg) => arg !== null && typeof arg === 'object');
    const options = args[at];
    const servername = options?.servername || options?.host;
    // The name that is verified stays the real one: the host is replaced only when the socket connects.
    // Clusters have CAs of their own, which whoever connects has to bring from the kubeconfig.
    if (cloudHosts.includes(servername)) {
      args[at] = { ...options, servername, ca: options.ca ? [ca].concat(options.ca) : ca };
    } else if (clusterHosts.includes(servername)) {
      args[at] = { ...options, servername };
    }
    return tlsConnect.apply(this, args);
  };
  module_.syncBuiltinESMExports();
}

module.exports = { activate };
