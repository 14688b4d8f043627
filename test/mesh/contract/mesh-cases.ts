import { connectionCases } from './connection-cases';
import type { MeshCase } from './mesh-case';
import { meshPolicyCases, meshSettingsCases, mixedEncryptionCases } from './mesh-policy-cases';
import { portCases } from './port-cases';
import { requestCasesOfGrpc, requestCasesOfTcp, trafficCases } from './traffic-cases';

/** Everything that can be said to a mesh. */
export const meshCases: readonly MeshCase[] = [
  ...meshSettingsCases(),
  ...meshPolicyCases(),
  ...mixedEncryptionCases(),
  ...connectionCases(),
  ...portCases(),
  ...trafficCases(),
  ...requestCasesOfTcp(),
  ...requestCasesOfGrpc(),
];
