import { linkerd } from '../../../lib';
import { linkerdBackend } from '../../../lib/mesh/linkerd/linkerd-backend';
import { describeMeshBackend } from './describe-mesh-backend';

describeMeshBackend(linkerdBackend, {
  mesh: linkerd({ version: '2.20' }),
  gatewayApi: { version: '1.5', channel: 'standard' },
});
