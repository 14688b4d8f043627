import type { ClusterModel } from '../../model/cluster-model';
import { refuse, type MeshRefusal } from '../refuse';

/** Refuses what would leave a workload less protected than declared: always an error, whatever a policy says of unsupported fields. */
export function refuseSecurity(model: ClusterModel, refusal: Omit<MeshRefusal, 'backend' | 'onUnsupported'>): void {
  refuse(model, { ...refusal, backend: 'consul', onUnsupported: 'error' });
}
