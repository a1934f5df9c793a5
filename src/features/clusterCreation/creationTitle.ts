import { l10n } from '../../core/l10n.ts';

/** The title of every step before the cluster has a name. */
export const creationTitle = l10n`Create a cluster with Microsoft Entra`;
