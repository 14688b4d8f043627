import { controllers } from './controllers';

const versions: ReadonlyMap<string, string> = new Map(
  controllers
    .flatMap(({ workloads = [], autoscalers = [], pods = [] }) => [...workloads, ...autoscalers, ...pods])
    .flatMap(({ group, kind, version }) => (version === undefined ? [] : [[`${group}/${kind}`, version]])),
);

/** The `apiVersion` of a kind that is known by group and name alone: `keda.sh/v1alpha1` of a ScaledJob. */
export function apiVersionOf({ group, kind }: { readonly group: string; readonly kind: string }): string {
  const version = versions.get(`${group}/${kind}`) ?? 'v1';
  return group === '' ? version : `${group}/${version}`;
}
