import type { Check } from './check';
import { apiServerChecks } from './api-server/api-server-checks';
import { autoscalingChecks } from './autoscaling/autoscaling-checks';
import { availabilityChecks } from './availability/availability-checks';
import { capacityChecks } from './capacity/capacity-checks';
import { clustersChecks } from './clusters/clusters-checks';
import { consulChecks } from './consul/consul-checks';
import { deliveryChecks } from './delivery/delivery-checks';
import { elasticChecks } from './elastic/elastic-checks';
import { flagsChecks } from './flags/flags-checks';
import { gitopsChecks } from './gitops/gitops-checks';
import { hygieneChecks } from './hygiene/hygiene-checks';
import { istioChecks } from './istio/istio-checks';
import { linkerdChecks } from './linkerd/linkerd-checks';
import { meshChecks } from './mesh/mesh-checks';
import { monitoringChecks } from './monitoring/monitoring-checks';
import { networkChecks } from './network/network-checks';
import { podSecurityChecks } from './pod-security/pod-security-checks';
import { rbacChecks } from './rbac/rbac-checks';
import { referencesChecks } from './references/references-checks';
import { resourcesChecks } from './resources/resources-checks';
import { schedulingChecks } from './scheduling/scheduling-checks';
import { schemaChecks } from './schema/schema-checks';
import { securityChecks } from './security/security-checks';
import { storageChecks } from './storage/storage-checks';
import { compareText } from '../manifest/objects/compare-text';

/** Every check that a tree goes through, sorted by id: the lists of the topics, joined. A new topic is one line here. */
export const allChecks: readonly Check[] = [
  ...apiServerChecks,
  ...autoscalingChecks,
  ...availabilityChecks,
  ...capacityChecks,
  ...clustersChecks,
  ...consulChecks,
  ...deliveryChecks,
  ...elasticChecks,
  ...flagsChecks,
  ...gitopsChecks,
  ...hygieneChecks,
  ...istioChecks,
  ...linkerdChecks,
  ...meshChecks,
  ...monitoringChecks,
  ...networkChecks,
  ...podSecurityChecks,
  ...rbacChecks,
  ...referencesChecks,
  ...resourcesChecks,
  ...schedulingChecks,
  ...schemaChecks,
  ...securityChecks,
  ...storageChecks,
].sort((a, b) => compareText(a.id, b.id));
