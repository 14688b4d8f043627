import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { workloadEntryProblems } from './rules/workload-entry';

/** A WorkloadEntry says where its workload is, and names its ports. */
export const validIstioWorkloadEntry: Check = {
  id: 'valid-istio-workload-entry',
  severity: 'error',
  profile: 'baseline',
  why: "Istio's validation webhook rejects the WorkloadEntry, so that no request reaches the workload.",
  kinds: ['networking.istio.io/WorkloadEntry'],
  run: ({ manifest }) =>
    workloadEntryProblems(Field.root(manifest).at('spec'), { isName: true, isSocket: true, isInNetwork: true }),
};
