// cdk8s-blueprints/linkerd
export { linkerd, type LinkerdFacts, type LinkerdOptions } from '../../fleet/linkerd';
export { linkerdBackend } from './linkerd-backend';
