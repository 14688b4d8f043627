import type { Labels } from '../../manifest/objects/label-selector';

/** Pods that might exist beside the manifests: of which nothing is known (the entire cluster), or with some labels. */
export interface UnknownPods {
  /** A namespace by name, or the labels of any namespace that is not in the manifests. */
  readonly namespace: string | Labels;
  readonly labels: Labels;
  /** Pods among them of which the same cannot be said; left out where there are none. */
  readonly except?: readonly UnknownPods[];
}

/** `the entire cluster`, `pods with app=web in namespaces with team=shop`, `the entire cluster but all pods in shop`. */
export function formatUnknownPods({ except = [], ...pods }: UnknownPods): string {
  if (except.length === 0) return formatSelected(pods);
  const named = except.slice(0, mostNamed).map(formatSelected);
  const more = except.length > mostNamed ? [`${except.length - mostNamed} more selections`] : [];
  return `${formatSelected(pods)} but ${[...named, ...more].join(' and ')}`;
}

const mostNamed = 10;

function formatSelected({ namespace, labels }: UnknownPods): string {
  const anywhere = typeof namespace !== 'string' && Object.keys(namespace).length === 0;
  const any = Object.keys(labels).length === 0;
  if (anywhere) return any ? 'the entire cluster' : `pods with ${formatLabels(labels)} in any namespace`;
  const pods = any ? 'all pods' : `pods with ${formatLabels(labels)}`;
  return `${pods} in ${typeof namespace === 'string' ? namespace : `namespaces with ${formatLabels(namespace)}`}`;
}

function formatLabels(labels: Labels): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
}
