import type { Control, Offence, ReviewedPod } from './control';

/** A pod may not share the network, the processes or the shared memory of its node. */
export const hostNamespaces: Control = {
  id: 'hostNamespaces',
  level: 'baseline',
  fix: 'remove hostNetwork, hostPID and hostIPC',
  versions: [{ since: 0, evaluate: noneIsShared }],
};

function noneIsShared({ spec }: ReviewedPod): Offence | undefined {
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter((name) => spec.at(name).value === true);
  const [first] = shared;
  if (first === undefined) return undefined;
  return {
    reason: 'host namespaces',
    detail: shared.map((name) => `${name}=true`).join(', '),
    field: spec.at(first),
  };
}
