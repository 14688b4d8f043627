import { linkerd } from '../../../lib';
import { describeMeshBackend } from './describe-mesh-backend';

describeMeshBackend('linkerd', {
  mesh: linkerd({ version: '2.20' }),
  gatewayApi: { version: '1.5', channel: 'standard' },
});
