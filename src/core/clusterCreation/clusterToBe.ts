import { clusterScope } from '../access/clusterScope.ts';
import { clusterFromArm } from '../clusters/clusterFromArm.ts';
import type { SeenCluster } from '../clusters/seenCluster.ts';
import { creationBody } from './creationBody.ts';
import type { CreationPlace } from './creationPorts.ts';
import type { NewCluster } from './newCluster.ts';

/** The cluster as it will be listed, for what looks for one by its id. */
export function clusterToBe(place: CreationPlace, wanted: NewCluster): SeenCluster {
  const cluster = clusterFromArm({ ...creationBody(wanted), id: clusterScope(wanted) }, wanted.tenantId);
  if (cluster === undefined) {
    throw new TypeError('A cluster that is to be made has an id that cannot be read.');
  }
  const { account, tenants, subscription } = place;
  return { cluster, account, tenants, subscription };
}
