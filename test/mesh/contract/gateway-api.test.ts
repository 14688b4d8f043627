import { gatewayApi } from '../../../lib/mesh/gateway-api/gateway-api-backend';
import { describeMeshBackend } from './describe-mesh-backend';

describeMeshBackend(gatewayApi, { gatewayApi: { version: '1.6', channel: 'experimental', gamma: true } });
