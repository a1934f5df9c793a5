import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createArmApi } from './arm/armApi.ts';
import type { ArmState } from './arm/armState.ts';
import type { Activation } from './arm/authorization/pim.ts';
import { Operations } from './arm/operations.ts';
import { RateLimits } from './arm/rateLimits.ts';
import { CallRecorder } from './callRecorder.ts';
import { createCertificateAuthority } from './certificates.ts';
import { clientEnvironment } from './clientEnvironment.ts';
import { createCloudServer, clusterAt, recordedListener, type CloudService } from './cloudServer.ts';
import { ClusterAuthorities } from './clusterAuthorities.ts';
import { hostsOf, isReachable, publicHostOf, unreachableHostsOf } from './clusterHosts.ts';
import { createConnectProxy } from './connectProxy.ts';
import { createControlApi } from './controlApi.ts';
import { defaultScenario } from './defaultScenario.ts';
import { LiveDirectory } from './directory.ts';
import { createEntraApi } from './entra/entraApi.ts';
import type { EntraState } from './entra/entraState.ts';
import { Sessions, type SignedIn } from './entra/sessions.ts';
import { TokenAuthority } from './entra/tokenAuthority.ts';
import { createVscodeRedirect } from './entra/vscodeRedirect.ts';
import { Faults } from './faults.ts';
import { createGraphApi } from './graph/graphApi.ts';
import { createKubernetesApi, type RequestListener } from './kubernetes/apiServer.ts';
import type { RecordedCall } from './ports.ts';
import type { Scenario, SimulatedCluster } from './scenario.ts';
import type { Service } from './transportFaults.ts';

export interface SimulatorOptions {
  /** Copied: the simulator never changes the object that it is given. Default: `defaultScenario`. */
  readonly scenario?: Scenario;
  /** Rows on a page of ARM's lists. Default 3, so that clients have to follow `nextLink`. */
  readonly pageSize?: number;
  /** How long an update of a cluster takes. Default 1500. */
  readonly updateDurationMs?: number;
  /** Fixed ports for those who need them; 0 (default) takes a free one. */
  readonly tlsPort?: number;
  readonly proxyPort?: number;
  readonly controlPort?: number;
}

export interface Simulator {
  /** 127.0.0.1; HTTPS for all `hosts`, by server name. */
  readonly tlsPort: number;
  /** 127.0.0.1; plain HTTP, CONNECT only. */
  readonly proxyPort: number;
  /** `http://127.0.0.1:<port>`; see `controlApi.ts`. */
  readonly controlUrl: string;
  /** The authority of all hosts but the clusters' API servers (theirs is in the kubeconfig). */
  readonly caPem: string;
  /** The names that are served at the moment. */
  readonly hosts: readonly string[];
  /** The names of clusters at which nobody answers at the moment: they do not resolve, or nobody answers there. */
  readonly unreachableHosts: Readonly<Record<string, 'noName' | 'noAnswer'>>;
  readonly directory: LiveDirectory;
  readonly faults: Faults;
  /** Long-running operations of ARM, which a test can hold and let go. */
  readonly operations: Operations;
  /** All calls so far, in order. */
  readonly record: readonly RecordedCall[];
  /** `host:port` of everything that the proxy refused. */
  readonly refusedHosts: readonly string[];
  /** When VS Code opened Entra's page, since the start: `reset` leaves them. */
  readonly signInPages: readonly number[];
  surprises(): RecordedCall[];
  /** Who is signed in now, for `reset`. */
  signedIn(): SignedIn;
  /**
   * Puts scenario, faults, record, sessions and operations back to the start.
   * Everyone has to sign in again, but for those who were signed in then.
   */
  reset(signedIn?: SignedIn): void;
  /** Environment variables that lead unmodified command-line clients here. */
  clientEnvironment(caFile: string): Record<string, string>;
  close(): Promise<void>;
}

export const cloudHosts = {
  entra: 'login.microsoftonline.com',
  arm: 'management.azure.com',
  graph: 'graph.microsoft.com',
  vscodeRedirect: 'vscode.dev',
} as const;

/** The same people, tenants and clusters under the names of Azure for US Government. */
export const governmentHosts = {
  entra: 'login.microsoftonline.us',
  arm: 'management.usgovcloudapi.net',
  graph: 'graph.microsoft.us',
} as const;

export const allCloudHosts: readonly string[] = [...Object.values(cloudHosts), ...Object.values(governmentHosts)];

/** Starts the whole simulated Azure on loopback, in this process. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const [authority, tokens] = await Promise.all([
    createCertificateAuthority('AKS Entra simulated Azure'),
    TokenAuthority.create(),
  ]);
  const directory = new LiveDirectory(options.scenario ?? defaultScenario);
  const faults = new Faults();
  const recorder = new CallRecorder();
  const authorities = new ClusterAuthorities();
  const operations = new Operations(options.updateDurationMs ?? 1500);
  const rateLimits = new RateLimits();
  const timesNotFound = new Map<string, number>();
  const activations = new Map<string, Activation>();
  const commands: ArmState['commands'] = new Map();
  const entra: EntraState = { directory, faults, sessions: new Sessions(), tokens };
  const arm: ArmState = {
    ...entra,
    authorities,
    operations,
    rateLimits,
    timesNotFound,
    activations,
    commands,
    roleDelay: { milliseconds: 0 },
    options: { pageSize: options.pageSize ?? 3 },
    environment: 'AzurePublicCloud',
  };
  const apps = {
    entra: createEntraApi(entra),
    arm: createArmApi(arm),
    graph: createGraphApi(entra),
    vscodeRedirect: createVscodeRedirect(),
  };
  const governmentApps = { ...apps, arm: createArmApi({ ...arm, environment: 'AzureUSGovernmentCloud' }) };
  const services = new Map<string, CloudService>();
  for (const [hosts, answering] of [
    [cloudHosts, apps],
    [governmentHosts, governmentApps],
  ] as const) {
    for (const [service, host] of Object.entries(hosts) as [keyof typeof apps & Service, string][]) {
      services.set(host, { service, listener: recordedListener(answering[service], host, recorder) });
    }
  }

  const kubernetesApis = new WeakMap<SimulatedCluster, RequestListener>();
  function kubernetesApi(cluster: SimulatedCluster): RequestListener {
    const known = kubernetesApis.get(cluster);
    if (known) {
      return known;
    }
    const created = createKubernetesApi({ cluster, directory, tokens, recorder, now: () => Date.now() });
    kubernetesApis.set(cluster, created);
    return created;
  }

  function reset(signedIn?: SignedIn): void {
    directory.reset();
    faults.clear();
    recorder.clear();
    operations.clear();
    rateLimits.clear();
    timesNotFound.clear();
    activations.clear();
    commands.clear();
    arm.roleDelay.milliseconds = 0;
    entra.sessions.clear();
    if (signedIn !== undefined) {
      entra.sessions.restore(signedIn);
    }
  }

  const certificate = await authority.issueServer(allCloudHosts);
  const cloud = createCloudServer({ certificate, directory, authorities, faults, recorder, services, kubernetesApi });
  const tlsPort = await listen(cloud, options.tlsPort);
  const proxy = createConnectProxy({
    tlsPort,
    statusOf: (host) => {
      if (services.has(host) || clusterAt(directory, host)) {
        return 'served';
      }
      return directory.scenario.clusters.some((cluster) => hostsOf(cluster).includes(host)) ? 'unreachable' : 'foreign';
    },
    onRefused: (target) => recorder.refusedHosts.push(target),
  });
  const proxyPort = await listen(proxy, options.proxyPort);
  const control = createControlApi({ entra, recorder, arm, reset });
  const controlPort = await listen(control, options.controlPort);
  const closers = [cloud, proxy, control].map(closerOf);

  return {
    tlsPort,
    proxyPort,
    controlUrl: `http://127.0.0.1:${controlPort}`,
    caPem: authority.certPem,
    get hosts() {
      const reachable = directory.scenario.clusters
        .filter(isReachable)
        .flatMap((cluster) => publicHostOf(cluster) ?? []);
      return [...services.keys(), ...reachable];
    },
    get unreachableHosts() {
      return unreachableHostsOf(directory.scenario.clusters);
    },
    directory,
    faults,
    operations,
    record: recorder.calls,
    refusedHosts: recorder.refusedHosts,
    signInPages: recorder.signInPages,
    surprises: () => recorder.surprises(),
    signedIn: () => entra.sessions.signedIn(),
    reset,
    clientEnvironment: (caFile) => clientEnvironment(proxyPort, caFile),
    async close() {
      operations.clear();
      await Promise.all(closers.map((close) => close()));
    },
  };
}

function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Tunnels and hanging calls would keep a server open for ever: closing it ends every connection. */
function closerOf(server: Server): () => Promise<void> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      for (const socket of sockets) {
        socket.destroy();
      }
    });
}
