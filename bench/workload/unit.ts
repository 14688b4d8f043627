/** What varies from unit to unit. One unit is one service in one environment, and becomes one chart of 8 objects. */
export interface Unit {
  readonly service: string;
  readonly team: string;
  readonly environment: string;
  readonly namespace: string;
  /** A service of the same team and environment that this one calls. */
  readonly dependency: string;
  /** The service that calls this one; itself, where there is none. */
  readonly caller: string;
  readonly port: number;
  readonly image: string;
  readonly cpu: string;
  readonly memory: string;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  /** Changes a label of every object, and so every file, from one run to the next. */
  readonly revision: string;
}

export const environments = ['dev', 'test', 'staging', 'canary', 'prod'] as const;

/** Units in one cluster, so that larger fleets have more clusters and not larger ones. */
const servicesPerCluster = 200;

const teams = 25;

/** One cluster of the benchmark's fleet, and what runs in it. */
export interface UnitCluster {
  readonly environment: string;
  readonly name: string;
  /** Made when they are asked for, so that the fleet's list of clusters stays small. */
  readonly units: () => readonly Unit[];
}

/** A fleet of `count` units: the same services in five environments, at most 200 of them in one cluster. */
export function unitClusters(count: number, revision: string): readonly UnitCluster[] {
  const services = Math.ceil(count / environments.length);
  return environments.flatMap((environment) =>
    Array.from({ length: Math.ceil(services / servicesPerCluster) }, (_, index) => ({
      environment,
      name: `${environment}-${index + 1}`,
      units: () => clusterUnits(index * servicesPerCluster, services, environment, revision),
    })),
  );
}

function clusterUnits(first: number, services: number, environment: string, revision: string): readonly Unit[] {
  const count = Math.min(servicesPerCluster, services - first);
  return Array.from({ length: count }, (_, offset) => unitOf(first + offset, first + count, environment, revision));
}

function unitOf(index: number, end: number, environment: string, revision: string): Unit {
  const scale = environments.findIndex((name) => name === environment) + 1;
  const team = `team-${index % teams}`;
  return {
    service: serviceName(index),
    team,
    environment,
    namespace: `${team}-${environment}`,
    dependency: serviceName(index + teams < end ? index + teams : index),
    caller: serviceName(index % servicesPerCluster < teams ? index : index - teams),
    port: 8000 + (index % 100),
    image: `registry.example.com/shop/${serviceName(index)}:1.${index % 40}.${scale}-r${revision}`,
    cpu: `${50 * scale + (index % 10) * 10}m`,
    memory: `${128 * scale + (index % 4) * 64}Mi`,
    minReplicas: 2 + (scale % 3),
    maxReplicas: 4 * scale + (index % 5),
    revision: `r${revision}`,
  };
}

function serviceName(index: number): string {
  return `svc-${String(index).padStart(5, '0')}`;
}
