import { fields, listOf, mapOf, oneOf, text } from '../shape';
import type { Fact } from './fact';

/** What collects metrics in a cluster, and which objects it takes. Where its pods are is said in `network.monitoring`. */
export interface MonitoringFacts {
  /** The operator that turns monitors and rules into the configuration of Prometheus. */
  readonly product: 'prometheus-operator';
  /**
   * Labels that Prometheus asks of monitors and rules (`serviceMonitorSelector`, `podMonitorSelector`, `ruleSelector`): one
   * without them is ignored.
   *
   * @default none: it takes all
   */
  readonly labels?: Readonly<Record<string, string>>;
  /**
   * Namespaces that Prometheus looks for monitors and rules in (`serviceMonitorNamespaceSelector` and its siblings).
   *
   * @default every namespace
   */
  readonly namespaces?: readonly string[];
}

/** What collects metrics in a cluster. */
export interface MonitoringFact {
  /** What collects metrics, and which monitors and rules it takes. @default nothing: none are made */
  readonly monitoring?: MonitoringFacts;
}

export const monitoringFact: Fact<MonitoringFact, MonitoringFact> = {
  props: {
    'monitoring?': fields({
      product: oneOf('prometheus-operator'),
      'labels?': mapOf(text),
      'namespaces?': listOf(text),
    }),
  },
  resolve: ({ monitoring }) => (monitoring === undefined ? {} : { monitoring }),
  describe: ({ monitoring }) => ({ monitoring }),
};
