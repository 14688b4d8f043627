import type { ObjectIdentity } from '../manifest/objects/object-identity';
import type { ClusterModel, Diagnostic } from '../model/cluster-model';
import type { FieldClaim, OwnedField, OwnershipConflict } from '../model/ownership';

/**
 * Reports every field that two declarations claim, and every claim on an object that no blueprint makes: one of the
 * declarations would be lost without a word.
 */
export function reportConflicts(model: ClusterModel): void {
  for (const conflict of model.ownership.conflicts()) model.report(conflictDiagnostic(conflict));
  for (const field of model.ownership.unheeded()) model.report(unheededDiagnostic(field));
}

function conflictDiagnostic({ object, path, claim, other }: OwnershipConflict): Diagnostic {
  const value = 'value' in claim ? `Invalid value: ${JSON.stringify(claim.value)}` : 'Forbidden';
  return {
    id: 'unique-field-owner',
    severity: 'error',
    object: referenceTo(object),
    path,
    message: `${value}: ${describeClaim(claim)}, and ${describeClaim(other.claim)}${other.path === path ? '' : ` at ${other.path}`}: a field has one owner`,
    fix: `leave one of them out: "${claim.by}" or "${other.claim.by}"`,
    origin: claim.origin,
  };
}

function unheededDiagnostic({ object, path, claim }: OwnedField): Diagnostic {
  return {
    id: 'unique-field-owner',
    severity: 'error',
    object: referenceTo(object),
    path,
    message: `Forbidden: ${describeClaim(claim)}, and no blueprint makes the object: its fields are those of its own construct`,
    fix: 'set the field, or leave it out, where the object is made',
    origin: claim.origin,
  };
}

function referenceTo({ group, kind, namespace, name }: ObjectIdentity): Diagnostic['object'] {
  return {
    apiVersion: group === '' ? 'v1' : `${group}/v1`,
    kind,
    ...(namespace === '' ? {} : { namespace }),
    name,
  };
}

function describeClaim(claim: FieldClaim): string {
  const who = `${claim.by} of ${claim.origin}`;
  return 'leftTo' in claim ? `${who} leaves it to ${claim.leftTo}` : `${who} says ${JSON.stringify(claim.value)}`;
}
