import { Construct, type IConstruct } from 'constructs';
import { Cluster } from './cluster';
import { isPlainMap } from './is-plain-map';
import { nearestName } from './near-miss';
import { noteSettings } from './recorded-settings';
import { assertShape, reject } from './reject';
import { anything, fieldsOf, kubernetesFields, mapOf, mustBe, notFound, type Shape, type ShapeProblem } from './shape';

/** Any part of a settings type: objects to any depth, arrays whole. */
export type SettingsLayer<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: SettingsLayer<T[K]> }
    : T;

/** The layers of a configuration, from what holds everywhere to what holds in one cluster. */
export interface SettingsLayers<T extends object> {
  /** What holds everywhere: every setting has a value here. */
  readonly base: T;
  /** By environment name. */
  readonly environments?: Readonly<Record<string, SettingsLayer<T>>>;
  /** By region; wins over the environment. */
  readonly regions?: Readonly<Record<string, SettingsLayer<T>>>;
  /** By cluster name; wins over everything. */
  readonly clusters?: Readonly<Record<string, SettingsLayer<T>>>;
}

/** Where a setting's value comes from. */
export interface SettingExplanation {
  /** The value that holds. */
  readonly value: unknown;
  /** `base`, `environment prod`, `region eu-west-1` or `cluster prod-euw1`. */
  readonly layer: string;
  /** Every layer that has a value for the setting, the winner last. */
  readonly history: readonly { readonly layer: string; readonly value: unknown }[];
}

const declared = { kind: 'Settings', name: '' };

const layersShape = fieldsOf<SettingsLayers<object>>({
  base: anything,
  'environments?': kubernetesFields,
  'regions?': kubernetesFields,
  'clusters?': kubernetesFields,
});

/**
 * Has no setting that the base has not: a mistyped one would be lost, in JavaScript and where a map has any keys. A map
 * that is empty in the base is one of names that only the layers know.
 */
function likeBase(base: unknown): Shape {
  return (values, path): ShapeProblem | undefined => {
    if (!isPlainMap(base) || !isPlainMap(values)) return undefined;
    const known = Object.keys(base);
    if (known.length === 0) return undefined;
    const another = isOtherVariant(base, values);
    for (const [key, value] of Object.entries(values)) {
      const place = `${path}.${key}`;
      const meant = nearestName(key, known);
      if (!Object.hasOwn(base, key) && another && meant === undefined) continue;
      const problem = Object.hasOwn(base, key)
        ? likeBase(base[key])(value, place)
        : unknownSetting(place, key, known, meant);
      if (problem !== undefined) return problem;
    }
    return undefined;
  };
}

/** Whether a layer says with one of the base's texts that it is another case, which has settings of its own: `type: 'gateway'`. */
function isOtherVariant(base: Readonly<Record<string, unknown>>, values: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(values).some(
    ([key, value]) => typeof value === 'string' && typeof base[key] === 'string' && base[key] !== value,
  );
}

function unknownSetting(path: string, key: string, known: readonly string[], meant: string | undefined): ShapeProblem {
  return {
    path,
    message: `unknown setting; the base has ${known.join(', ')}`,
    fix: meant === undefined ? `say "${key}" in the base, too: every setting has a value there` : `write "${meant}"`,
  };
}

/**
 * Typed configuration, layered base → environment → region → cluster.
 *
 * Objects merge, arrays and scalars replace. A layer for an environment, region or cluster that the fleet does not
 * have throws, so that a typing error cannot go unnoticed.
 */
export class Settings<T extends object> {
  constructor(
    private readonly layers: SettingsLayers<T>,
    clusters?: readonly Cluster[],
  ) {
    assertShape(declared, layersShape, layers);
    const { environments, regions, clusters: ofClusters } = layers;
    for (const [layer, values] of Object.entries({ environments, regions, clusters: ofClusters }))
      assertShape(declared, mapOf(likeBase(layers.base)), values ?? {}, layer);
    if (clusters === undefined) return;
    assertKnown(
      'environments',
      layers.environments,
      clusters.map(({ environment }) => environment.name),
    );
    assertKnown(
      'regions',
      layers.regions,
      clusters.flatMap(({ region }) => region ?? []),
    );
    assertKnown(
      'clusters',
      layers.clusters,
      clusters.map(({ name }) => name),
    );
  }

  /** The settings of a cluster, or of the cluster that a construct is rendered for. */
  for(target: Cluster | IConstruct): T {
    const cluster = clusterOf(target, 'for');
    let settings = this.layers.base;
    for (const { values } of this.layersOf(cluster)) settings = merge(settings, values);
    noteSettings(cluster, () => placedValues([{ layer: 'base', values: this.layers.base }, ...this.layersOf(cluster)]));
    return settings;
  }

  /** Which layer the value at a path such as `images.cart` comes from. A path without a value throws. */
  explain(target: Cluster | IConstruct, path: string): SettingExplanation {
    const cluster = clusterOf(target, 'explain');
    const history = [{ layer: 'base', values: this.layers.base }, ...this.layersOf(cluster)]
      .map(({ layer, values }) => ({ layer, value: valueAt(values, path) }))
      .filter(({ value }) => value !== undefined);
    const winner = history.at(-1);
    if (winner === undefined)
      return reject({ kind: 'Settings', name: cluster.name }, notFound('', path, pathsOf(this.for(cluster))));
    return { value: valueAt(this.for(cluster), path), layer: winner.layer, history };
  }

  private layersOf({ name, environment, region }: Cluster): { layer: string; values: SettingsLayer<T> }[] {
    const { environments, regions, clusters } = this.layers;
    return [
      { layer: `environment ${environment.name}`, values: ownValue(environments, environment.name) },
      { layer: `region ${region}`, values: ownValue(regions, region) },
      { layer: `cluster ${name}`, values: ownValue(clusters, name) },
    ].flatMap(({ layer, values }) => (values === undefined ? [] : [{ layer, values }]));
  }
}

function clusterOf(target: unknown, method: string): Cluster {
  if (target instanceof Cluster) return target;
  if (Construct.isConstruct(target)) return Cluster.of(target);
  const fix = `write settings.${method}(cluster${method === 'for' ? '' : ", 'images.cart'"}), with what fleet.deploy calls back with`;
  return reject(declared, mustBe(method, target, 'a Cluster, or a construct of one', fix));
}

function assertKnown(what: string, layer: Readonly<Record<string, unknown>> = {}, known: readonly string[]): void {
  for (const name of Object.keys(layer)) {
    if (!known.includes(name)) reject(declared, notFound(what, name, [...new Set(known)]));
  }
}

/** Never what every object inherits, such as `constructor`: it may be the name of a cluster, too. */
function ownValue<T>(map: Readonly<Record<string, T>> = {}, name: string | undefined): T | undefined {
  return name !== undefined && Object.hasOwn(map, name) ? map[name] : undefined;
}

function merge<T>(below: T, above: SettingsLayer<T> | undefined): T;
function merge(below: unknown, above: unknown): unknown {
  if (above === undefined) return below;
  if (!isPlainMap(below) || !isPlainMap(above)) return above;
  const merged = new Map<string, unknown>(Object.entries(below));
  for (const [key, value] of Object.entries(above)) merged.set(key, merge<unknown>(merged.get(key), value));
  return Object.fromEntries(merged);
}

interface PlacedValue {
  readonly path: string;
  readonly layer: string;
  readonly value: unknown;
}

/** Every value that holds, with the layer that says it. */
function placedValues(layers: readonly { readonly layer: string; readonly values: unknown }[]): Iterable<PlacedValue> {
  const placed = new Map<string, PlacedValue>();
  for (const { layer, values } of layers) place('', values, layer, placed);
  return placed.values();
}

/** What is no map replaces all that stood below its path, and a map what stood at it. */
function place(path: string, value: unknown, layer: string, placed: Map<string, PlacedValue>): void {
  if (value === undefined) return;
  placed.delete(path);
  if (isPlainMap(value)) {
    for (const [key, inner] of Object.entries(value)) place(path === '' ? key : `${path}.${key}`, inner, layer, placed);
    return;
  }
  // Below the base there is nothing to replace.
  if (layer !== 'base') for (const other of placed.keys()) if (other.startsWith(`${path}.`)) placed.delete(other);
  placed.set(path, { path, layer, value });
}

/** The value at a path. A key may have dots in it, as a label's has. */
function valueAt(values: unknown, path: string): unknown {
  if (!isPlainMap(values)) return undefined;
  const value = ownValue(values, path);
  if (value !== undefined) return value;
  return Object.entries(values)
    .filter(([key]) => path.startsWith(`${key}.`))
    .map(([key, inner]) => valueAt(inner, path.slice(key.length + 1)))
    .find((found) => found !== undefined);
}

function pathsOf(values: unknown, prefix = ''): string[] {
  if (!isPlainMap(values)) return [];
  return Object.entries(values).flatMap(([key, value]) => [`${prefix}${key}`, ...pathsOf(value, `${prefix}${key}.`)]);
}
