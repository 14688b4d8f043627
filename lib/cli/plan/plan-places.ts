import { appendTo } from '../../manifest/objects/append-to';
import { parseInventory, type Inventory } from '../../synth/writer/inventory';
import { addedLines, readInventoriedFacts, together, type DescribedCluster } from '../cluster-facts-file';
import type { TreeSource } from './tree-source';

/** Where the objects of one cluster stand in two trees. */
export interface PlannedCluster {
  readonly cluster: string;
  /** How reports name it: with its app where several trees are of clusters of one name. */
  readonly label: string;
  readonly environment?: string;
  /** Folders of the cluster: `boutique/prod/prod-euw1/`. The whole tree where there are no inventories. */
  readonly base: readonly PlannedPlace[];
  readonly next: readonly PlannedPlace[];
  /** What the inventories say of it: those of the next tree, or of the base where it is gone. */
  readonly facts: DescribedCluster;
  /** What the inventories of the base say of it, or those of the next tree where it is new. */
  readonly factsBefore: DescribedCluster;
}

/** A folder of a cluster in one tree, and its inventory. */
export interface PlannedPlace {
  /** With a `/` at its end; `''` for the whole tree. */
  readonly prefix: string;
  readonly inventory?: Inventory;
  readonly facts: DescribedCluster;
}

/** The clusters that either tree has. Where a tree has no inventories, both are taken for those of one cluster. */
export function planPlaces(base: TreeSource, next: TreeSource, unnamed: string): readonly PlannedCluster[] {
  const [before, after] = [placesIn(base), placesIn(next)];
  const isPlain = (source: TreeSource, places: readonly NamedPlace[]): boolean =>
    places.length === 0 && source.files.length > 0;
  if (before.length + after.length === 0 || isPlain(base, before) || isPlain(next, after)) {
    const whole: PlannedPlace = { prefix: '', facts: {} };
    return [{ cluster: unnamed, label: unnamed, base: [whole], next: [whole], facts: {}, factsBefore: {} }];
  }
  const keyOf = keysFor([...before, ...after]);
  const [old, fresh] = [grouped(before, keyOf), grouped(after, keyOf)];
  const planned = [...new Set([...old.keys(), ...fresh.keys()])].sort().flatMap((key): PlannedCluster[] => {
    const [from, to] = [old.get(key) ?? [], fresh.get(key) ?? []];
    const known = to[0] ?? from[0];
    if (known === undefined) return [];
    const { environment, cluster } = known.inventory;
    const factsOf = (places: readonly NamedPlace[]): DescribedCluster => together(places.map((place) => place.facts));
    const facts = factsOf(to.length > 0 ? to : from);
    const factsBefore = factsOf(from.length > 0 ? from : to);
    const label = known.app === '' ? cluster : `${known.app}/${cluster}`;
    return [{ environment, cluster, label, base: from, next: to, facts, factsBefore }];
  });
  const trees = new Map<string, PlannedCluster[]>();
  for (const each of planned) appendTo(trees, each.cluster, each);
  return planned.map((each) => (trees.get(each.cluster)?.length === 1 ? { ...each, label: each.cluster } : each));
}

type NamedPlace = PlannedPlace & { readonly app: string; readonly inventory: Inventory };

const inventoryPath = /^(?:([^/]+)\/)?\.inventory\/([^/]+)\/([^/]+)\.json$/;

function placesIn(source: TreeSource): readonly NamedPlace[] {
  const files = source.files.filter((file) => inventoryPath.test(file));
  const contents = source.read(files);
  return files.map((file) => {
    const [, app = '', environment = '', cluster = ''] = inventoryPath.exec(file) ?? [];
    const folder = `${environment}/${cluster}`;
    const inventory = parseInventory(contents.get(file)?.toString() ?? '', file, folder);
    const prefix = app === '' ? `${folder}/` : `${app}/${folder}/`;
    return { app, prefix, inventory, facts: readInventoriedFacts(inventory.facts, file) };
  });
}

/** The apps of a cluster are one tree, unless they disagree on what the cluster is. */
function keysFor(places: readonly NamedPlace[]): (place: NamedPlace) => string {
  const nameOf = ({ inventory: { environment, cluster } }: NamedPlace): string => `${environment}/${cluster}`;
  const said = new Map<string, Set<string>>();
  const apps = new Map<string, string[]>();
  for (const place of places) {
    const facts = Object.entries(place.facts).filter(([line]) => !addedLines.includes(line));
    appendTo(apps, nameOf(place), place.app);
    said.set(
      `${nameOf(place)} ${place.app}`,
      new Set([JSON.stringify(facts), ...(said.get(`${nameOf(place)} ${place.app}`) ?? [])]),
    );
  }
  return (place) => {
    const name = nameOf(place);
    const all = new Set((apps.get(name) ?? []).map((app) => [...(said.get(`${name} ${app}`) ?? [])].join()));
    return all.size <= 1 ? name : `${name} ${place.app}`;
  };
}

function grouped(
  places: readonly NamedPlace[],
  keyOf: (place: NamedPlace) => string,
): ReadonlyMap<string, NamedPlace[]> {
  const groups = new Map<string, NamedPlace[]>();
  for (const place of places) appendTo(groups, keyOf(place), place);
  return groups;
}
