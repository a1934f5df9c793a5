/** One fact of a cluster as a row: what it is about, what it says, and why that matters. */
export interface ClusterFact {
  readonly id:
    | 'entra'
    | 'tenant'
    | 'clientApp'
    | 'serverApp'
    | 'authorization'
    | 'localAccounts'
    | 'apiServer'
    | 'ipRanges'
    | 'kubernetes'
    | 'state'
    | 'resourceGroup'
    | 'location';
  readonly label: string;
  readonly value: string;
  readonly explanation: string;
  /** Where the value is a list: what it is made of. */
  readonly items?: readonly string[];
  /** Where the value names what has an id, or is one: that is what can be copied. */
  readonly namedId?: string;
}
