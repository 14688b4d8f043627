import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { assertProps } from '../../fleet/assert-props';
import { fieldsOf, kubernetesFields, listOf, nonEmpty, oneOf, text, textMap, wholeNumberFrom } from '../../fleet/shape';
import { placedId } from '../../fleet/placed-id';
import type { LabelSelector } from '../../manifest/objects/label-selector';
import type { ConnectionPort } from '../../model/connection';
import { connectionPortShape } from '../../model/connection-shape';
import { peerShape, type PeerLike } from '../../model/to-peer';
import { objectLabels, type ObjectOwner } from '../../model/object-owner';
import { IntentSort } from '../../model/intent-sort';

/** Which pods a guard rail is about, and what it decides for them before or after every NetworkPolicy. */
export interface NetworkGuardRailProps {
  /** Name of the policy. @default the construct's id */
  readonly name?: string;
  /**
   * When its rules are asked: `Admin` before every NetworkPolicy, which cannot take them back; `Baseline` for what no
   * NetworkPolicy decides.
   *
   * @default 'Admin'
   */
  readonly tier?: 'Admin' | 'Baseline';
  /** From 0 to 1000; lower is asked first. No two guard rails of a tier may share one. */
  readonly priority: number;
  /** Pods that it is about: those of the namespaces with these labels, all of them or those with these labels. @default every pod */
  readonly subject?: { readonly namespaces?: LabelSelector; readonly pods?: LabelSelector };
  /** Rules about what reaches the pods; the first that matches decides. @default none */
  readonly ingress?: readonly GuardRailRule[];
  /** Rules about what the pods reach; the first that matches decides. @default none */
  readonly egress?: readonly GuardRailRule[];
}

/** What happens to some connections of the pods that a guard rail is about. */
export interface GuardRailRule {
  /** What happens to a connection that matches; `Pass` leaves it to the NetworkPolicies. */
  readonly action: 'Allow' | 'Deny' | 'Pass';
  /** Whom it matches; blocks of addresses only for egress. */
  readonly peers: readonly PeerLike[];
  /** Container ports of the server. @default every port */
  readonly ports?: readonly ConnectionPort[];
}

/** A guard rail as it was declared. */
export interface GuardRail extends Required<Omit<NetworkGuardRailProps, 'subject'>>, ObjectOwner {
  readonly subject: { readonly namespaces: LabelSelector; readonly pods?: LabelSelector };
}

/** The guard rails of a tree. */
export const guardRails = new IntentSort<GuardRail>();

const rule = fieldsOf<GuardRailRule>({
  action: oneOf('Allow', 'Deny', 'Pass'),
  peers: nonEmpty(peerShape, 'at least one peer'),
  'ports?': listOf(connectionPortShape),
});
const selector = fieldsOf<LabelSelector>({ 'matchLabels?': textMap, 'matchExpressions?': listOf(kubernetesFields) });
const propsShape = fieldsOf<NetworkGuardRailProps>({
  'name?': text,
  'tier?': oneOf('Admin', 'Baseline'),
  priority: wholeNumberFrom(0, 1000),
  'subject?': fieldsOf<NonNullable<NetworkGuardRailProps['subject']>>({ 'namespaces?': selector, 'pods?': selector }),
  'ingress?': listOf(rule),
  'egress?': listOf(rule),
});

/**
 * A rule of the platform for the whole cluster: an AdminNetworkPolicy, a BaselineAdminNetworkPolicy or a
 * ClusterNetworkPolicy, whichever the cluster has. Synth fails where it has none.
 */
export class NetworkGuardRail extends Construct {
  constructor(scope: Construct, id: string, props: NetworkGuardRailProps) {
    super(scope, placedId('NetworkGuardRail', scope, id));
    assertProps(this, 'NetworkGuardRail', propsShape, props);
    const { name = id, tier = 'Admin', priority, subject = {}, ingress = [], egress = [] } = props;
    const chart = Chart.of(this);
    guardRails.record(this, {
      name,
      tier,
      priority,
      subject: { namespaces: {}, ...subject },
      ingress,
      egress,
      chart: chart.node.id,
      objectLabels: objectLabels(chart.labels),
      origin: this.node.path,
    });
  }
}
