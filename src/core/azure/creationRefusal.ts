import type { AksEntraErrorCode } from '../aksEntraError.ts';
import { l10n } from '../l10n.ts';
import { printable } from '../printable.ts';

/**
 * What Azure refuses about something that is to be made, by what another choice would help; undefined for all other
 * failures. Texts: AKS's, as terraform's users and the troubleshooting pages quote them.
 */
export function creationRefusal({
  code,
  message,
}: {
  readonly code: string;
  readonly message: string;
}): { readonly code: AksEntraErrorCode; readonly reason: string } | undefined {
  const words = printable(message.replaceAll(/\s+/g, ' ').trim());
  switch (code) {
    case 'LocationNotAvailableForResourceType':
    case 'LocationNotAvailableForResourceGroup':
      return {
        code: 'regionNotOffered',
        reason: l10n`Azure does not have this in that region. Choose another region.`,
      };
    case 'AKSCapacityError':
    case 'AKSCapacityHeavyUsage':
      return {
        code: 'regionNotOffered',
        reason: l10n`Azure has no room for it in that region now: ${words} Choose another region.`,
      };
    case 'K8sVersionNotSupported':
      return {
        code: 'versionNotOffered',
        reason: l10n`Azure does not accept that Kubernetes version there: ${words}`,
      };
    case 'MissingSubscriptionRegistration':
      return {
        code: 'updateRefused',
        reason: l10n`the subscription is not registered for this service. A contributor of it can do that: az provider register --namespace Microsoft.ContainerService`,
      };
  }
  return isOfMachines(code, message)
    ? {
        code: 'nodesNotOffered',
        reason: l10n`Azure does not give this subscription such machines there: ${words} Choose another size, fewer nodes or another region, or ask for more quota.`,
      }
    : undefined;
}

/** The quota of cores, and sizes that a region does not have or does not give to the subscription. */
function isOfMachines(code: string, message: string): boolean {
  return (
    /Quota|^SkuNotAvailable$|^VMSizeNotSupported$/i.test(code) ||
    (/^(OperationNotAllowed|BadRequest|InvalidParameter)$/.test(code) &&
      /\bcores? quota\b|\bvcpu quota\b|\bVM size\b.*\bnot (allowed|available|supported)\b/i.test(message))
  );
}
