import { AksEntraError } from '../aksEntraError.ts';
import type { Cloud } from './clouds.ts';

/** The cloud, or undefined where it is a custom one that nobody described: for who can do without. */
export function describedCloud(cloud: () => Cloud): Cloud | undefined {
  try {
    return cloud();
  } catch (error) {
    if (error instanceof AksEntraError && error.code === 'cloudInvalid') {
      return undefined;
    }
    throw error;
  }
}
