import type { AutoscalerKind, HorizontalKind } from '../../products/controllers/controller';
import { controllers } from '../../products/controllers/controllers';
import { apiGroup } from '../objects/api-version';
import { compareText } from '../objects/compare-text';
import type { Manifest } from '../objects/manifest';

const known = controllers
  .flatMap(({ autoscalers = [] }) => autoscalers)
  .sort((one, other) => compareText(one.group, other.group) || compareText(one.kind, other.kind));

const byName: ReadonlyMap<string, AutoscalerKind> = new Map(known.map((each) => [nameOf(each), each]));

/** Kinds of autoscalers, as `group/kind`. */
export const autoscalerKinds: readonly string[] = [...byName.keys()];

/** Kinds of those that change how many Pods there are. */
export const horizontalKinds: readonly string[] = known.filter(isHorizontal).map(nameOf);

/** What is known of the kind of an autoscaler; undefined for all other objects. */
export function autoscalerKind({ apiVersion, kind }: Manifest): AutoscalerKind | undefined {
  return byName.get(nameOf({ group: apiGroup(apiVersion), kind }));
}

/** The same, where it is one that changes how many Pods there are. */
export function horizontalKind(manifest: Manifest): HorizontalKind | undefined {
  const found = autoscalerKind(manifest);
  return found !== undefined && isHorizontal(found) ? found : undefined;
}

function isHorizontal(kind: AutoscalerKind): kind is HorizontalKind {
  return kind.direction === 'horizontal';
}

function nameOf({ group, kind }: { readonly group: string; readonly kind: string }): string {
  return `${group}/${kind}`;
}
