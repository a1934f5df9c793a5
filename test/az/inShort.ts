import { readBoolean, readProperty, readString, readStrings } from '../../src/core/azure/readProperty.ts';

/** What a side came to, for a cell of the table. */
export function inShort(value: unknown): string {
  if (value instanceof Error) {
    return 'failed';
  }
  if (Array.isArray(value)) {
    const texts = value.map((one) => String(one).replace(/([0-9a-f]{8})(-[0-9a-f]{4}){3}-[0-9a-f]{12}/, '$1'));
    return `${value.length}: ${texts.join('; ')}`.replace(/^(.{100}).+$/, '$1 …');
  }
  return [...changed(value), ...shown(value), ...fetched(value)].join(', ');
}

function changed(facts: unknown): string[] {
  const profile = readProperty(facts, 'aadProfile');
  if (profile === undefined) {
    return [];
  }
  const sku = readProperty(facts, 'sku');
  const groups = readStrings(profile, 'adminGroupObjectIDs').length;
  return [
    `managed ${String(readBoolean(profile, 'managed'))}`,
    groups === 1 ? '1 group' : `${groups} groups`,
    `Azure RBAC ${readBoolean(profile, 'enableAzureRBAC') === true ? 'on' : 'off'}`,
    `local accounts ${readBoolean(facts, 'disableLocalAccounts') === true ? 'off' : 'on'}`,
    `${readString(sku, 'name') ?? ''} ${readString(sku, 'tier') ?? ''}`,
    readString(facts, 'identity') ?? 'no identity',
  ];
}

function shown(facts: unknown): string[] {
  const entra = readString(facts, 'entra');
  const hasAzureRbac = readBoolean(facts, 'hasAzureRbac') === true;
  return entra === undefined ? [] : [`Entra ${entra}`, hasAzureRbac ? 'Azure RBAC' : 'Kubernetes RBAC'];
}

function fetched(facts: unknown): string[] {
  const context = readString(facts, 'current');
  return context === undefined ? [] : [`context ${context}`];
}
