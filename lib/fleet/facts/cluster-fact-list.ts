import { autoscalersFact } from './autoscalers';
import { cniFact } from './cni';
import { deliveryFact } from './delivery';
import { dnsDomainFact } from './dns-domain';
import { environmentFact } from './environment';
import { externalObjectsFact } from './external-objects';
import type { Fact } from './fact';
import { gangSchedulingFact } from './gang-scheduling';
import { gatewayApiFact } from './gateway-api';
import { gitOpsFact } from './git-ops';
import { jurisdictionsFact } from './jurisdictions';
import { kubernetesVersionFact } from './kubernetes-version';
import { meshFact } from './mesh';
import { monitoringFact } from './monitoring';
import { networkFact } from './network';
import { nodePoolsFact } from './node-pools';
import { openFeatureFact } from './open-feature';
import { operatorsFact } from './operators';
import { queueingFact } from './queueing';
import { regionFact } from './region';
import { storageClassesFact } from './storage-classes';
import { waveFact } from './wave';
import { zonesFact } from './zones';
import type { Shape } from '../shape';

/** Everything that is known of a cluster, in the order in which an inventory says it. */
export const clusterFactList = [
  kubernetesVersionFact,
  environmentFact,
  regionFact,
  zonesFact,
  jurisdictionsFact,
  nodePoolsFact,
  dnsDomainFact,
  cniFact,
  meshFact,
  gatewayApiFact,
  autoscalersFact,
  deliveryFact,
  queueingFact,
  gangSchedulingFact,
  networkFact,
  monitoringFact,
  gitOpsFact,
  waveFact,
  externalObjectsFact,
  storageClassesFact,
  operatorsFact,
  openFeatureFact,
] as const;

type Listed = (typeof clusterFactList)[number];
type Intersection<T> = (T extends unknown ? (each: T) => void : never) extends (all: infer All) => void ? All : never;
type PropsOf<T> = T extends Fact<infer Props, infer _Facts, infer _Told> ? Props : never;
type FactsOf<T> = T extends Fact<infer _Props, infer Facts, infer _Told> ? Facts : never;

/** What users write of a cluster. */
export type ListedProps = Intersection<PropsOf<Listed>>;

/** What is known of a cluster, with every default filled in. */
export type ListedFacts = Intersection<FactsOf<Listed>>;

/** The lines of a fact in inventories and in files of cluster facts, and how each is checked. */
export function linesOf({ lines, props }: Pick<Listed, 'lines' | 'props'>): Readonly<Record<string, Shape>> {
  return lines ?? props;
}
