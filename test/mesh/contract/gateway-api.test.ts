import { describeMeshBackend } from './describe-mesh-backend';

describeMeshBackend('gateway-api', { gatewayApi: { version: '1.6', channel: 'experimental', gamma: true } });
