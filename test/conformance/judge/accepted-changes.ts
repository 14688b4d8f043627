import type { Manifest } from '../../../lib/manifest/manifest';
import type { Drift } from './drift';

/** A change that a server makes to what was sent, and that is right as it is. */
interface AcceptedChange {
  readonly reason: string;
  readonly accepts: (manifest: Manifest, drift: Drift) => boolean;
}

/** The only values that may come back changed. */
const acceptedChanges: readonly AcceptedChange[] = [
  {
    reason: 'stringData is a way to write data and is never stored.',
    accepts: ({ kind }, { path }) => kind === 'Secret' && path === 'stringData',
  },
];

export function isAcceptedChange(manifest: Manifest, drift: Drift): boolean {
  return acceptedChanges.some(({ accepts }) => accepts(manifest, drift));
}
