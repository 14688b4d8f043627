import type { Check } from '../check';
import { podSecurity } from './pod-security';

/** The checks of this folder, sorted by id. */
export const podSecurityChecks: readonly Check[] = [podSecurity];
