import { type Cloud, clouds } from './clouds.ts';

/** kubelogin's names of the clouds, in any case (its `GetCloudConfiguration`, 0.2.19). */
const cloudOfEnvironment: Readonly<Record<string, keyof typeof clouds>> = {
  azurecloud: 'public',
  azurepublic: 'public',
  azurepubliccloud: 'public',
  azureusgovernment: 'usGovernment',
  azureusgovernmentcloud: 'usGovernment',
  azurechinacloud: 'china',
};

/** kubelogin itself takes an unknown name for the public cloud, and so may send a secret there. */
function cloudNameOf(environment: string): keyof typeof clouds | undefined {
  const name = environment.toLowerCase();
  return Object.hasOwn(cloudOfEnvironment, name) ? cloudOfEnvironment[name] : undefined;
}

/** What kubelogin has to be told of a cloud; undefined where it takes the right one by itself, or has no name for it. */
export function kubeloginEnvironment({ name, environment }: Cloud): string | undefined {
  return name === 'public' ? undefined : environment;
}

/**
 * Where Entra signs in to the cloud that kubelogin's `--environment` names, with a closing slash, as kubelogin writes it.
 *
 * @returns undefined where it names none
 */
export function authorityHostOf(environment: string): string | undefined {
  const name = cloudNameOf(environment);
  return name === undefined ? undefined : clouds[name].authorityHost;
}
