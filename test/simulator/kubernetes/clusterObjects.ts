import { createHash } from 'node:crypto';
import type { SimulatedCluster } from '../scenario.ts';

/** A Kubernetes object as the API server keeps it: without `apiVersion` and `kind`, which its list tells. */
export interface KubernetesObject {
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly creationTimestamp: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly deletionTimestamp?: string;
}

/** The cluster's Kubernetes version with a patch level, such as `v1.33.5`. */
export function kubernetesVersionOf(cluster: SimulatedCluster): string {
  const { currentKubernetesVersion, kubernetesVersion } = cluster.arm.properties;
  const version = currentKubernetesVersion ?? kubernetesVersion;
  return /^\d+\.\d+$/.test(version) ? `v${version}.0` : `v${version}`;
}

/** What exists in the cluster of a core resource that nobody can write: nodes and services, and nothing else. */
export function objectsOf(cluster: SimulatedCluster, resource: string, createdMs: number): KubernetesObject[] {
  switch (resource) {
    case 'nodes':
      return cluster.nodes.map((node, index) => nodeOf(cluster, node, index, createdMs));
    case 'services':
      return [
        serviceOf(cluster, createdMs, 'default', 'kubernetes', '10.0.0.1', [port('https', 443, 'TCP')], {
          component: 'apiserver',
          provider: 'kubernetes',
        }),
        serviceOf(
          cluster,
          createdMs,
          'kube-system',
          'kube-dns',
          '10.0.0.10',
          [port('dns', 53, 'UDP'), port('dns-tcp', 53, 'TCP')],
          { 'k8s-app': 'kube-dns', 'kubernetes.io/cluster-service': 'true', 'kubernetes.io/name': 'CoreDNS' },
        ),
      ];
    default:
      return [];
  }
}

function metadataOf(
  name: { readonly name: string; readonly namespace?: string },
  labels: Readonly<Record<string, string>>,
  cluster: SimulatedCluster,
  createdMs: number,
): ObjectMeta {
  const path = [cluster.subscriptionId, cluster.resourceGroup, cluster.name, name.namespace, name.name].join('/');
  const hex = createHash('sha256').update(path).digest('hex');
  const uid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
  const creationTimestamp = new Date(createdMs).toISOString().replace(/\.\d+Z$/, 'Z');
  return { ...name, uid, resourceVersion: '4711', creationTimestamp, labels };
}

function nodeOf(
  cluster: SimulatedCluster,
  { name, ready }: SimulatedCluster['nodes'][number],
  index: number,
  createdMs: number,
): KubernetesObject {
  const { location } = cluster.arm;
  const poolGroup = `MC_${cluster.resourceGroup}_${cluster.name}_${location}`;
  const capacity = { cpu: '2', memory: '8129880Ki', pods: '110' };
  const labels = {
    'kubernetes.azure.com/cluster': poolGroup,
    'kubernetes.azure.com/mode': 'system',
    'kubernetes.azure.com/role': 'agent',
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'node.kubernetes.io/instance-type': 'Standard_D2s_v5',
    'topology.kubernetes.io/region': location,
  };
  return {
    metadata: metadataOf({ name }, labels, cluster, createdMs),
    spec: {
      providerID: `azure:///subscriptions/${cluster.subscriptionId}/resourceGroups/${poolGroup.toLowerCase()}/providers/Microsoft.Compute/virtualMachineScaleSets/aks-nodepool1-vmss/virtualMachines/${index}`,
    },
    status: {
      addresses: [
        { type: 'InternalIP', address: `10.224.0.${index + 4}` },
        { type: 'Hostname', address: name },
      ],
      allocatable: capacity,
      capacity,
      conditions: [
        {
          type: 'Ready',
          status: ready ? 'True' : 'Unknown',
          reason: ready ? 'KubeletReady' : 'NodeStatusUnknown',
          message: ready ? 'kubelet is posting ready status' : 'Kubelet stopped posting node status.',
        },
      ],
      nodeInfo: {
        architecture: 'amd64',
        bootID: '',
        containerRuntimeVersion: 'containerd://1.7.27-1',
        kernelVersion: '5.15.0-1091-azure',
        kubeletVersion: kubernetesVersionOf(cluster),
        kubeProxyVersion: kubernetesVersionOf(cluster),
        machineID: '',
        operatingSystem: 'linux',
        osImage: 'Ubuntu 22.04.5 LTS',
        systemUUID: '',
      },
    },
  };
}

function serviceOf(
  cluster: SimulatedCluster,
  createdMs: number,
  namespace: string,
  name: string,
  clusterIP: string,
  ports: object[],
  labels: Readonly<Record<string, string>>,
): KubernetesObject {
  return {
    metadata: metadataOf({ name, namespace }, labels, cluster, createdMs),
    spec: { type: 'ClusterIP', clusterIP, clusterIPs: [clusterIP], ports },
    status: { loadBalancer: {} },
  };
}

function port(name: string, number: number, protocol: string): object {
  return { name, port: number, protocol, targetPort: number };
}
