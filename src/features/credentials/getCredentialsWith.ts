import { getCredentials, type GetCredentialsPorts } from './getCredentials.ts';

/** As `getCredentials`, and asks for the login mode and what else there is to choose, whatever was chosen before. */
export async function getCredentialsWith(
  ports: GetCredentialsPorts,
  argument: unknown,
  selected: unknown,
): Promise<void> {
  await getCredentials(ports, argument, selected, { isAlwaysAsked: true });
}
