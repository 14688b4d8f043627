import { fieldsOf, listOf, mustBe, oneOf, portNumber, textLike, type Shape } from '../fleet/shape';
import type { ConnectionPort, HttpRule } from './connection';
import type { ConnectionOptions } from './connections';
import type { GrpcRule } from './request-rules';
import { httpMethod } from './route-match-shape';

const range = fieldsOf<ConnectionPort>({
  protocol: oneOf('TCP', 'UDP', 'SCTP'),
  port: portNumber,
  'endPort?': portNumber,
});

/** A port of a server, or a range of them. */
export const connectionPortShape: Shape = (value, path) => {
  const problem = range(value, path);
  if (problem !== undefined || typeof value !== 'object' || value === null) return problem;
  const { port = 0, endPort = port }: Partial<ConnectionPort> = value;
  return endPort >= port ? undefined : mustBe(`${path}.endPort`, endPort, `greater than or equal to port ${port}`);
};

const port: Shape = (value, path) => {
  if (typeof value === 'string') return undefined;
  return typeof value === 'object' ? connectionPortShape(value, path) : portNumber(value, path);
};

/** An empty list stands for "anything" in every mesh, and so allows more than it seems to. */
function notEmpty(item: Shape): Shape {
  const list = listOf(item);
  return (value, path) =>
    Array.isArray(value) && value.length === 0
      ? { path, message: 'Invalid value: []: an empty list would allow anything', fix: 'leave it out for that' }
      : list(value, path);
}

const methods = notEmpty(httpMethod);
/** A `*` that is not `/*` at the end matches more in one mesh than in the other. */
const requestPath: Shape = (value, path) =>
  typeof value === 'string' && /^\/[^*?#{}\s]*$/.test(value.replace(/\/\*$/, '/'))
    ? undefined
    : mustBe(path, value, 'a path that begins with "/", and has no query; "/*" at the end stands for everything below');
const paths = notEmpty(requestPath);
const httpFields = fieldsOf<HttpRule>({ 'methods?': methods, 'paths?': paths });
const http: Shape = (value, path) => {
  const problem = httpFields(value, path);
  if (problem !== undefined || typeof value !== 'object' || value === null) return problem;
  return 'methods' in value || 'paths' in value
    ? undefined
    : {
        path,
        message: 'Required value: methods or paths: without either the rule allows anything',
        fix: 'leave "http" out for that',
      };
};

const grpc = fieldsOf<GrpcRule>({
  service: textLike(/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/, 'the full name of a service, as in shop.CartService'),
  'methods?': notEmpty(textLike(/^[A-Za-z_]\w*$/, 'the name of a method, as in AddItem')),
});

/** How the options of a connection are checked. */
export const connectionShape = fieldsOf<ConnectionOptions>({
  'ports?': listOf(port),
  'http?': notEmpty(http),
  'grpc?': notEmpty(grpc),
});
