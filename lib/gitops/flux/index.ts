// cdk8s-blueprints/flux: Flux syncs what is committed
export {
  flux,
  type FluxDecryption,
  type FluxFacts,
  type FluxOptions,
  type HealthCheck,
  type OciArtifact,
} from '../../fleet/flux';
