import { fieldsOf, flag, mustBe, oneOf, portNumber, text, type Shape } from '../fleet/shape';
import type { ApplicationProtocol } from '../manifest/network/application-protocol';
import type { PortModel } from './port-model';

const applications: Readonly<Record<ApplicationProtocol, true>> = {
  http: true,
  http2: true,
  grpc: true,
  https: true,
  tls: true,
  tcp: true,
  mongo: true,
  mysql: true,
  postgresql: true,
  redis: true,
};

const portFields = fieldsOf<PortModel>({
  name: text,
  containerPort: portNumber,
  protocol: oneOf('TCP', 'UDP', 'SCTP'),
  'application?': oneOf(...Object.keys(applications)),
  'servicePort?': portNumber,
  'forPeers?': flag,
});

/** A port that a workload listens on, as `Port` makes it. */
export const portShape: Shape = (value, path) =>
  typeof value === 'number' || typeof value === 'string'
    ? mustBe(path, value, 'a port and what is spoken there', `write Port.http(${value}), or another method of Port`)
    : portFields(value, path);
