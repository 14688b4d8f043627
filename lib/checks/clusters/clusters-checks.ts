import type { Check } from '../check';
import { noClusterApiV1Beta1 } from './no-cluster-api-v1beta1';
import { noSkippedKubernetesMinor } from './no-skipped-kubernetes-minor';
import { noUnboundedRemediation } from './no-unbounded-remediation';
import { validClusterApiReference } from './valid-cluster-api-reference';
import { validClusterTopology } from './valid-cluster-topology';
import { validControlPlaneReplicas } from './valid-control-plane-replicas';
import { validMachineSelector } from './valid-machine-selector';
import { validMachineVersion } from './valid-machine-version';

/** The checks of this folder, sorted by id. */
export const clustersChecks: readonly Check[] = [
  noClusterApiV1Beta1,
  noSkippedKubernetesMinor,
  noUnboundedRemediation,
  validClusterApiReference,
  validClusterTopology,
  validControlPlaneReplicas,
  validMachineSelector,
  validMachineVersion,
];
