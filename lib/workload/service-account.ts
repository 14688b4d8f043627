import type { Labels } from '../manifest/objects/label-selector';
import type { Manifest } from '../manifest/objects/manifest';
import type { ChartContext } from '../chart/chart-context';
import type { ServiceAccountOptions } from './workload-props';

/** The identity of a workload's pods; undefined where it is made elsewhere. */
export function emitServiceAccount(
  name: string,
  context: ChartContext,
  labels: Labels,
  options: ServiceAccountOptions = {},
): Manifest | undefined {
  const { create = true, annotations, automountToken = false } = options;
  if (!create) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: context.metadata(name, { labels, ...(annotations === undefined ? {} : { annotations }) }),
    automountServiceAccountToken: automountToken,
  };
}
