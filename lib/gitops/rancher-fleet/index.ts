// cdk8s-blueprints/rancher-fleet: Rancher Fleet syncs what is committed
export {
  rancherFleet,
  type RancherClusterGroup,
  type RancherFleetFacts,
  type RancherFleetOptions,
  type RancherPartition,
} from '../../fleet/rancher-fleet';
