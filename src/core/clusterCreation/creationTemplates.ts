import { oldestTestedVersion } from '../clusterWrites/testedVersions.ts';
import { isJsonObject, type JsonObject } from '../clusterWrites/rawCluster.ts';
import { l10n } from '../l10n.ts';
import { creationBody } from './creationBody.ts';
import type { NewCluster } from './newCluster.ts';

const clusterType = 'Microsoft.ContainerService/managedClusters';

/** The cluster as a whole Bicep template for its resource group, in the version that every cloud takes. */
export function bicepTemplate(cluster: NewCluster): string {
  const { location, ...rest } = creationBody(cluster);
  const resource = { name: cluster.name, location, ...rest };
  return [
    `// ${l10n`For the resource group of the cluster: az deployment group create.`}`,
    `resource cluster '${clusterType}@${oldestTestedVersion}' = ${bicepValue(resource, '')}`,
    '',
  ].join('\n');
}

/** The same as a whole ARM template. */
export function armTemplate(cluster: NewCluster): string {
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: [{ type: clusterType, apiVersion: oldestTestedVersion, name: cluster.name, ...creationBody(cluster) }],
  };
  return `${JSON.stringify(template, undefined, 2)}\n`;
}

function bicepValue(value: unknown, indent: string): string {
  if (typeof value === 'string') {
    return `'${value.replaceAll(/\\|'|\$\{/g, '\\$&')}'`;
  }
  const deeper = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item) => `${deeper}${bicepValue(item, deeper)}\n`);
    return items.length === 0 ? '[]' : `[\n${items.join('')}${indent}]`;
  }
  if (isJsonObject(value)) {
    return `{\n${bicepProperties(value, deeper)}${indent}}`;
  }
  return String(value);
}

function bicepProperties(object: JsonObject, indent: string): string {
  return Object.entries(object)
    .map(([name, value]) => `${indent}${name}: ${bicepValue(value, indent)}\n`)
    .join('');
}
