// cdk8s-blueprints/gateway-api: the Gateway API between workloads, without a mesh
export type { GatewayApiFacts } from '../../fleet/facts/gateway-api';
export { gatewayApiBackend } from './gateway-api-backend';
