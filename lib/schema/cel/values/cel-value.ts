import type { CelAddress } from './cel-address';
import type { CelFormat } from './cel-format';
import type { CelList } from './cel-list';
import type { CelMap } from './cel-map';
import type { CelNetwork } from './cel-network';
import type { CelQuantity } from './cel-quantity';
import type { CelDuration, CelOptional, CelTimestamp, CelTypeValue, CelUint } from './cel-scalars';
import type { CelSemver } from './cel-semver';
import type { CelUrl } from './cel-url';

/**
 * A value in an evaluation. An `int` is a bigint and a `double` a number, so that they cannot be mixed up.
 */
export type CelValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | CelUint
  | CelList
  | CelMap
  | CelTimestamp
  | CelDuration
  | CelTypeValue
  | CelOptional
  | CelAddress
  | CelFormat
  | CelNetwork
  | CelQuantity
  | CelSemver
  | CelUrl;
