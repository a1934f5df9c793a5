import type { Cluster } from '../../core/clusters/cluster.ts';
import {
  askCredentialRequest,
  type CredentialQuestions,
  type CredentialRequest,
  type CredentialTerms,
} from './askCredentialRequest.ts';

/** A cluster, with what is got for it without a question, if anything. */
export interface WantedCredential {
  readonly cluster: Cluster;
  readonly settled: CredentialRequest | undefined;
}

export interface CredentialAnswers {
  /** In the order of the clusters. */
  readonly requests: readonly CredentialRequest[];
  /** What the person answered, where they were asked. */
  readonly asked: CredentialRequest | undefined;
}

/**
 * Asks once, for the clusters for which nothing is settled; the others keep what is. The file is one for all of them.
 *
 * @returns undefined when the person goes back before the first question
 */
export async function askForEach(
  ask: CredentialQuestions,
  wanted: readonly WantedCredential[],
  terms: Omit<CredentialTerms, 'settled'>,
): Promise<CredentialAnswers | undefined> {
  const { settled = [], open = [] } = Object.groupBy(wanted, (each) => (each.settled ? 'settled' : 'open'));
  const [first, ...others] = open.map(({ cluster }) => cluster);
  if (first === undefined) {
    const requests = settled.flatMap((each) => each.settled ?? []);
    if (terms.place !== undefined) {
      return { requests, asked: undefined };
    }
    const targetFile = await ask.targetFile(undefined);
    return targetFile === undefined
      ? // Who does not name a file may want something else.
        askForEach(
          ask,
          settled.map((each) => ({ ...each, settled: undefined })),
          terms,
        )
      : { requests: requests.map((request) => ({ ...request, targetFile })), asked: undefined };
  }
  const known = settled.map(({ cluster }) => cluster);
  const asked = await askCredentialRequest(ask, [first, ...others], { ...terms, settled: known });
  if (asked === undefined) {
    return undefined;
  }
  const file = asked.targetFile === undefined ? {} : { targetFile: asked.targetFile };
  return { requests: wanted.map((each) => (each.settled ? { ...each.settled, ...file } : asked)), asked };
}
