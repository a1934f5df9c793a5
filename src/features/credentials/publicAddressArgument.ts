import { ClusterArgument } from '../../ui/clusterArgument.ts';

/** Asks for the credentials of a cluster with its public name, which the person has chosen already. */
export class PublicAddressArgument extends ClusterArgument {}
