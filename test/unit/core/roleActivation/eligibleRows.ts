export const clusterAdmin = 'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b';
export const clusterUser = '4abbcc35-e782-43d8-92c5-2d3f1bd2253f';
export const clusterId = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/web';

interface RowTraits {
  readonly scope?: string;
  readonly role?: string;
  readonly endDateTime?: string;
  readonly principalType?: string;
  readonly principal?: string;
  readonly schedule?: string;
}

/** A row of PIM's, as recorded; upper case occurs in its ids. */
export function row(traits: RowTraits): object {
  const { scope = clusterId, role = clusterAdmin, schedule = 'AAAA-1', principalType = 'User' } = traits;
  return {
    properties: {
      roleEligibilityScheduleId: `/providers/Microsoft.Subscription${scope}/providers/Microsoft.Authorization/roleEligibilitySchedules/${schedule}`,
      scope,
      roleDefinitionId: `/subscriptions/S/providers/Microsoft.Authorization/roleDefinitions/${role.toUpperCase()}`,
      principalType,
      principalId: 'p-1',
      ...(traits.endDateTime === undefined ? {} : { endDateTime: traits.endDateTime }),
      expandedProperties: {
        principal: { displayName: traits.principal ?? 'Ben' },
        roleDefinition: { displayName: 'AKS RBAC Cluster Admin' },
      },
    },
  };
}
