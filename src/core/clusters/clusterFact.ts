/** One fact of a cluster as a row: what it is about, what it says, and why that matters. */
export interface ClusterFact {
  readonly label: string;
  readonly value: string;
  readonly explanation: string;
  /** Where the value is a list: what it is made of. */
  readonly items?: readonly string[];
}
