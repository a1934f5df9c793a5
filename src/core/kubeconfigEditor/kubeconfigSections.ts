import { type PlacedMap, placedRoot, type PlacedScalar } from '../kubeconfigFindings/kubeconfigNodes.ts';
import { locateRoughly } from '../yaml/locateNodes.ts';

/** Offsets into the text. */
export interface TextPlace {
  readonly start: number;
  readonly end: number;
}

/** An entry of one of the lists, whose name stands in the text. */
export interface PlacedEntry {
  readonly name: PlacedScalar;
  readonly place: TextPlace;
}

/** One of the lists that there are. */
interface PlacedSection {
  readonly kind: SectionKind;
  readonly key: PlacedScalar;
  /** With its key. */
  readonly place: TextPlace;
  /** Without those that have no name. */
  readonly entries: readonly PlacedEntry[];
}

export type SectionKind = (typeof sectionKinds)[number];
const sectionKinds = ['contexts', 'clusters', 'users'] as const;

export interface PlacedKubeconfig {
  /** In the order of the text. */
  readonly sections: readonly PlacedSection[];
  readonly currentContext: PlacedScalar | undefined;
}

/** Where a kubeconfig's entries stand in a text that is being typed: as far as it can be read. */
export function kubeconfigSections(text: string): PlacedKubeconfig {
  const root = placedRoot(locateRoughly(text));
  if (root === undefined) {
    return { sections: [], currentContext: undefined };
  }
  const sections = sectionKinds.flatMap((kind) => sectionOf(root, kind) ?? []);
  return {
    sections: sections.toSorted((one, other) => one.place.start - other.place.start),
    currentContext: root.scalar('current-context'),
  };
}

/** Of a section that stands there twice the last, as kubectl takes it. */
function sectionOf(root: PlacedMap, kind: SectionKind): PlacedSection | undefined {
  const key = root.key(kind);
  if (key === undefined) {
    return undefined;
  }
  const entries = root.maps(kind).flatMap((entry): PlacedEntry[] => {
    const [name, place] = [entry.scalar('name'), entry.place];
    return name === undefined || name.value === '' || place === undefined ? [] : [{ name, place }];
  });
  const end = Math.max(key.end, ...entries.map(({ place }) => place.end));
  return { kind, key, place: { start: key.start, end }, entries };
}
