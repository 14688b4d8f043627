import { policyKinds } from '../../reach/policies/read-policies';

/** The kinds of policies, as checks name what they visit. */
export const policyCheckKinds: readonly string[] = policyKinds.map(({ group, kind }) => `${group}/${kind}`);
