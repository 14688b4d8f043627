import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isJsonArray, isJsonObject, type JsonValue } from '../manifest/objects/json';
import { isManifest } from '../manifest/objects/manifest';
import type { ChartManifest } from '../model/capability';
import { renderApiObject } from './render-api-object';

/**
 * Every cdk8s object of a tree, as cdk8s renders it: `ApiObject`, L1, cdk8s-plus, `Include` and `Helm` alike. A List
 * stands for its items: the API server has no such object, and no check would look into it.
 */
export function* apiObjectManifests(root: IConstruct): Iterable<ChartManifest> {
  const stack: IConstruct[] = [root];
  for (let construct = stack.pop(); construct !== undefined; construct = stack.pop()) {
    stack.push(...construct.node.children.toReversed());
    if (ApiObject.isApiObject(construct)) yield* toEmitted(construct);
  }
}

function* toEmitted(object: ApiObject): Iterable<ChartManifest> {
  const { path } = object.node;
  const chart = object.chart.node.id;
  const rendered = render(object);
  if (!isManifest(rendered)) throw new Error(`${path}: an object needs apiVersion, kind and metadata`);
  if (rendered.apiVersion !== 'v1' || rendered.kind !== 'List') {
    yield { manifest: rendered, origin: path, chart };
    return;
  }
  const items = isJsonArray(rendered.items) ? rendered.items : [];
  for (const [index, item] of items.entries()) {
    const manifest = inChart(item, object);
    if (!isManifest(manifest))
      throw new Error(`${path}: items[${index}]: Required value: an object needs apiVersion, kind and metadata`);
    yield { manifest, origin: path, chart };
  }
}

/** One object rendered by itself: `Chart.toJson()` would walk the whole app for every chart. */
function render(object: ApiObject): unknown {
  try {
    return renderApiObject(object);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new Error(`${object.node.path}: its data contains itself, or is too deep to be written`, { cause: error });
  }
}

/** An item of a List, with what cdk8s gives to every object of a chart. */
function inChart(item: JsonValue, { chart: { namespace, labels } }: ApiObject): JsonValue {
  if (!isJsonObject(item) || !isJsonObject(item.metadata)) return item;
  const own = isJsonObject(item.metadata.labels) ? item.metadata.labels : {};
  return {
    ...item,
    metadata: {
      ...(namespace === undefined ? {} : { namespace }),
      ...item.metadata,
      ...(Object.keys(labels).length === 0 ? {} : { labels: { ...labels, ...own } }),
    },
  };
}
