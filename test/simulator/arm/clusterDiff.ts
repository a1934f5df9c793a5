/** What the service alone decides: a request's values for it are ignored, and its own are kept. */
const readOnly: readonly RegExp[] = [
  /^(id|name|type|eTag|systemData)$/,
  /^identity\.(principalId|tenantId)$/,
  /^identity\.userAssignedIdentities\.[^.]+\.(principalId|clientId)$/,
  /^properties\.(provisioningState|powerState|fqdn|privateFQDN|azurePortalFQDN|currentKubernetesVersion|nodeResourceGroup|resourceUID|maxAgentPools)$/,
  /^properties\.agentPoolProfiles\[\d+\]\.(eTag|provisioningState|currentOrchestratorVersion|nodeImageVersion)$/,
  /^properties\.oidcIssuerProfile\.issuerURL$/,
];

export interface ClusterChanges {
  /** Paths at which a value is another one, or new. */
  readonly changed: readonly string[];
  /** Paths at which there was a value, and the request has none: AKS resets it, or drops it, without a word. */
  readonly lost: readonly string[];
}

/** Compares to any depth; read-only values aside, and `null` counts as absent. */
export function changesBetween(before: unknown, wanted: unknown): ClusterChanges {
  const changed: string[] = [];
  const lost: string[] = [];
  compare(before, wanted, '', changed, lost);
  return { changed, lost };
}

/** The wanted body with the service's own values in place of the request's. */
export function withReadOnlyKept(before: unknown, wanted: unknown, path = ''): unknown {
  if (Array.isArray(wanted)) {
    const list: unknown[] = Array.isArray(before) ? before : [];
    return wanted.map((one, index) => withReadOnlyKept(list[index], one, `${path}[${index}]`));
  }
  if (!isRecord(wanted)) {
    return wanted;
  }
  const was = isRecord(before) ? before : {};
  const result: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(wanted), ...Object.keys(was)])) {
    const at = joined(path, name);
    if (isReadOnly(at)) {
      if (was[name] !== undefined) {
        result[name] = was[name];
      }
    } else if (name in wanted) {
      result[name] = withReadOnlyKept(was[name], wanted[name], at);
    }
  }
  return result;
}

function compare(before: unknown, wanted: unknown, path: string, changed: string[], lost: string[]): void {
  if (isReadOnly(path) || (isAbsent(before) && isAbsent(wanted))) {
    return;
  }
  if (isAbsent(wanted)) {
    lost.push(path);
    return;
  }
  if (isRecord(before) && isRecord(wanted)) {
    for (const name of new Set([...Object.keys(before), ...Object.keys(wanted)])) {
      compare(before[name], wanted[name], joined(path, name), changed, lost);
    }
    return;
  }
  if (Array.isArray(before) && Array.isArray(wanted) && before.length === wanted.length && before.some(isRecord)) {
    before.forEach((one, index) => {
      compare(one, wanted[index], `${path}[${index}]`, changed, lost);
    });
    return;
  }
  if (JSON.stringify(before) !== JSON.stringify(wanted)) {
    changed.push(path);
  }
}

function isReadOnly(path: string): boolean {
  return readOnly.some((pattern) => pattern.test(path));
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
