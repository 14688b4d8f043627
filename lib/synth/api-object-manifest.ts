import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isManifest } from '../manifest/manifest';
import type { EmittedManifest } from '../model/capability';
import { renderApiObject } from './render-api-object';

/** Every cdk8s object of a tree, as cdk8s renders it: `ApiObject`, L1, cdk8s-plus, `Include` and `Helm` alike. */
export function* apiObjectManifests(root: IConstruct): Iterable<EmittedManifest> {
  const stack: IConstruct[] = [root];
  for (let construct = stack.pop(); construct !== undefined; construct = stack.pop()) {
    stack.push(...construct.node.children.toReversed());
    if (ApiObject.isApiObject(construct)) yield toEmitted(construct);
  }
}

function toEmitted(object: ApiObject): EmittedManifest {
  // One object rendered by itself: Chart.toJson() would walk the whole app for every chart.
  const manifest = renderApiObject(object);
  if (!isManifest(manifest)) throw new Error(`${object.node.path}: an object needs apiVersion, kind and metadata`);
  return { manifest, origin: object.node.path, chart: object.chart.node.id };
}
