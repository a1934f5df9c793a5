'use strict';
// Loaded by VS Code's extension host in tests and in the demo, never by the product.
// VS Code's fetch has its own CA list, ignores an extra CA and strips NODE_OPTIONS from the extension host:
// the sockets themselves are what can be turned to the simulator.
const dns = require('node:dns');
const fs = require('node:fs');
const module_ = require('node:module');
const net = require('node:net');
const tls = require('node:tls');

const file = process.env.AKS_ENTRA_SIMULATED_HOSTS;

/** The private address of every private cluster here, and the public one of everybody else. */
const privateAddress = '10.224.0.4';
const publicAddress = '203.0.113.10';
/** A system gives up after minutes; nobody waits for that in a test. */
const timeoutMs = 300;

function activate() {
  if (!file) return;
  // Shape: SimulatedHosts of packTestExtension.ts. It is read anew each time: a test may change it.
  const hosts = () => JSON.parse(fs.readFileSync(file, 'utf8'));
  const { port, caFile } = hosts();
  const ca = fs.readFileSync(caFile, 'utf8');
  const reachOf = (host) => {
    if (typeof host !== 'string' || /^(127\.|localhost$|::1$)/.test(host)) return 'foreign';
    if (host === privateAddress) return 'noAnswer';
    const { cloudHosts, clusterHosts, unreachableHosts = {} } = hosts();
    if (cloudHosts.includes(host) || clusterHosts.includes(host)) return 'served';
    return Object.hasOwn(unreachableHosts, host) ? unreachableHosts[host] : 'foreign';
  };

  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (...args) {
    // net.connect() hands over its arguments already normalised, as one array [options, callback].
    const target = Array.isArray(args[0]) ? args[0][0] : args[0];
    const isObject = target !== null && typeof target === 'object';
    const reach = reachOf(isObject ? target.host : args[1]);
    if (reach === 'noName' || reach === 'noAnswer') {
      const host = isObject ? target.host : args[1];
      this.connecting = true;
      const fail = () => this.destroy(reach === 'noName' ? notFound(host) : timedOut(isObject ? target.port : args[0]));
      const timer = setTimeout(fail, reach === 'noName' ? 0 : timeoutMs);
      this.once('close', () => clearTimeout(timer));
      return this;
    }
    if (reach === 'served') {
      if (isObject) {
        Object.assign(target, { host: '127.0.0.1', port, lookup: undefined });
      } else {
        args[0] = port;
        args[1] = '127.0.0.1';
      }
    }
    return connect.apply(this, args);
  };

  const lookup = dns.lookup;
  dns.lookup = function (host, ...rest) {
    const reach = reachOf(host);
    if (reach === 'foreign') return lookup.call(this, host, ...rest);
    const options = typeof rest[0] === 'object' && rest[0] !== null ? rest[0] : {};
    const done = rest.at(-1);
    setImmediate(() => {
      if (reach === 'noName') return done(notFound(host));
      const address = reach === 'noAnswer' ? privateAddress : publicAddress;
      return options.all ? done(null, [{ address, family: 4 }]) : done(null, address, 4);
    });
    return {};
  };
  const lookupAsync = dns.promises.lookup;
  dns.promises.lookup = async function (host, options) {
    const reach = reachOf(host);
    if (reach === 'foreign') return lookupAsync.call(this, host, options);
    if (reach === 'noName') throw notFound(host);
    const found = { address: reach === 'noAnswer' ? privateAddress : publicAddress, family: 4 };
    return typeof options === 'object' && options?.all ? [found] : found;
  };

  const tlsConnect = tls.connect;
  tls.connect = function (...args) {
    const at = args.findIndex((arg) => arg !== null && typeof arg === 'object');
    const options = args[at];
    const servername = options?.servername || options?.host;
    const { cloudHosts, clusterHosts } = hosts();
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

/** As the system's resolver puts it. */
function notFound(hostname) {
  const error = new Error(`getaddrinfo ENOTFOUND ${hostname}`);
  return Object.assign(error, { errno: -3008, code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname });
}

function timedOut(port) {
  const error = new Error(`connect ETIMEDOUT ${privateAddress}:${port}`);
  return Object.assign(error, { errno: -110, code: 'ETIMEDOUT', syscall: 'connect', address: privateAddress, port });
}

module.exports = { activate };
