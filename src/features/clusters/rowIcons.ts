import type { ClusterRowTexts } from './rowTexts.ts';

/** What could not be read. */
export const errorIcon: ClusterRowTexts['icon'] = { name: 'error', color: 'list.errorForeground' };
