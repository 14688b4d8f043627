// cdk8s-blueprints/config-sync: Config Sync syncs what is committed
export { configSync, type ConfigSyncFacts, type ConfigSyncOptions } from '../../fleet/config-sync';
