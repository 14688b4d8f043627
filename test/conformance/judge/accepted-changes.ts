import type { JsonValue } from '../../../lib/manifest/objects/json';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import type { Drift } from './drift';

/** A value that a server does not keep as it was sent, and why that is right as it is. */
interface AcceptedChange {
  readonly kinds: readonly string[];
  readonly path: string;
  /** The value that is sent; any when left out. */
  readonly sent?: JsonValue;
  readonly reason: string;
}

const zeroOfPlus =
  'cdk8s-plus-28 writes the zero value of a field that the server leaves out when it is zero. GitOps engines compare ' +
  'built-in kinds after reading them into their Go types, where both are the same.';

/** The only values that may come back changed. */
const acceptedChanges: readonly AcceptedChange[] = [
  { kinds: ['Secret'], path: 'stringData', reason: 'It is a way to write data, and is never stored.' },
  { kinds: ['Deployment', 'DaemonSet', 'StatefulSet'], path: 'spec.minReadySeconds', sent: 0, reason: zeroOfPlus },
  {
    kinds: ['Deployment', 'DaemonSet', 'StatefulSet', 'Job'],
    path: 'spec.template.spec.hostNetwork',
    sent: false,
    reason: zeroOfPlus,
  },
  { kinds: ['Service'], path: 'spec.externalIPs', sent: [], reason: zeroOfPlus },
];

export function isAcceptedChange({ kind }: Manifest, { path, sent }: Drift): boolean {
  return acceptedChanges.some(
    (accepted) =>
      accepted.kinds.includes(kind) &&
      accepted.path === path &&
      (accepted.sent === undefined || JSON.stringify(accepted.sent) === JSON.stringify(sent)),
  );
}
