import type { Construct } from 'constructs';
import { rejectProps } from '../fleet/assert-props';
import { Cluster } from '../fleet/cluster';
import type { FluxFacts } from '../fleet/flux';

/** The Flux of the cluster of a construct, which nothing else could take the place of. */
export function assertFlux(construct: Construct, declared: string): FluxFacts {
  const { name, gitOps } = Cluster.of(construct);
  if (gitOps?.engine === 'flux') return gitOps;
  return rejectProps(construct, declared, {
    path: '',
    message: `Forbidden: only Flux knows it, and ${gitOps === undefined ? 'no engine syncs' : `${gitOps.engine} syncs`} ${name}`,
    fix: `give ${name} gitOps: flux({ … }), or leave it out for this cluster`,
  });
}
