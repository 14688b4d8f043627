// cdk8s-blueprints/consul
export { consul, type CollectorFacts, type ConsulFacts, type ConsulOptions } from '../../fleet/consul';
export { consulBackend } from './consul-backend';
