// cdk8s-blueprints/monitoring: what a workload promises, and who is told when it is about to break it
export {
  ServiceLevelObjective,
  type ObjectiveIndicator,
  type ServiceLevelObjectiveProps,
} from './service-level-objective';
export type { Indicator } from './indicators/indicator';
