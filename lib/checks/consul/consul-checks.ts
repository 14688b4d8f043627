import type { Check } from '../check';
import { noConsulEnterpriseField } from './no-consul-enterprise-field';
import { noConsulMixedProtocols } from './no-consul-mixed-protocols';
import { noConsulPermissiveWithoutMesh } from './no-consul-permissive-without-mesh';
import { noConsulUnknownSubset } from './no-consul-unknown-subset';
import { requireConsulHttpProtocol } from './require-consul-http-protocol';
import { requireConsulServiceAccount } from './require-consul-service-account';
import { uniqueConsulConfigEntry } from './unique-consul-config-entry';
import { validConsulExportedServices } from './valid-consul-exported-services';
import { validConsulGateway } from './valid-consul-gateway';
import { validConsulIntentions } from './valid-consul-intentions';
import { validConsulJwtProvider } from './valid-consul-jwt-provider';
import { validConsulMesh } from './valid-consul-mesh';
import { validConsulPeering } from './valid-consul-peering';
import { validConsulRequestLimit } from './valid-consul-request-limit';
import { validConsulResolver } from './valid-consul-resolver';
import { validConsulRouter } from './valid-consul-router';
import { validConsulSamenessGroup } from './valid-consul-sameness-group';
import { validConsulServiceDefaults } from './valid-consul-service-defaults';
import { validConsulSingletonName } from './valid-consul-singleton-name';
import { validConsulSplitter } from './valid-consul-splitter';

/** The checks of this folder, sorted by id. */
export const consulChecks: readonly Check[] = [
  noConsulEnterpriseField,
  noConsulMixedProtocols,
  noConsulPermissiveWithoutMesh,
  noConsulUnknownSubset,
  requireConsulHttpProtocol,
  requireConsulServiceAccount,
  uniqueConsulConfigEntry,
  validConsulExportedServices,
  validConsulGateway,
  validConsulIntentions,
  validConsulJwtProvider,
  validConsulMesh,
  validConsulPeering,
  validConsulRequestLimit,
  validConsulResolver,
  validConsulRouter,
  validConsulSamenessGroup,
  validConsulServiceDefaults,
  validConsulSingletonName,
  validConsulSplitter,
];
