import type { NamespaceConflict } from '../model/agreed-namespace';
import { namespaceIdentity, type ClusterModel, type Diagnostic } from '../model/cluster-model';
import type { ContributionConflict } from '../model/contributions';
import { objectReference } from '../model/object-reference';
import type { FieldClaim, OwnedField, OwnershipConflict } from '../model/ownership';

/**
 * Reports every field that two declarations claim, of a workload, a namespace or an object that capabilities add labels
 * to, and every claim on an object that the tree does not hold: one of the declarations would be lost without a word.
 */
export function reportConflicts(model: ClusterModel): void {
  for (const conflict of model.ownership.conflicts()) model.report(conflictDiagnostic(conflict));
  for (const field of model.ownership.unheeded()) model.report(unheededDiagnostic(field));
  for (const conflict of model.namespaceConflicts) model.report(namespaceDiagnostic(conflict));
  for (const conflict of model.contributions.conflicts()) model.report(contributionDiagnostic(conflict));
}

function conflictDiagnostic({ object, path, claim, other }: OwnershipConflict): Diagnostic {
  const value = 'value' in claim ? `Invalid value: ${JSON.stringify(claim.value)}` : 'Forbidden';
  return {
    id: 'unique-field-owner',
    severity: 'error',
    object: objectReference(object),
    path,
    message: `${value}: ${describeClaim(claim)}, and ${describeClaim(other.claim)}${other.path === path ? '' : ` at ${other.path}`}: a field has one owner`,
    fix: fixFor(claim, other.claim),
    origin: claim.origin,
  };
}

/** By what users wrote; where both wrote the same words, by where they did. */
function fixFor(one: FieldClaim, other: FieldClaim): string {
  if (one.by !== other.by) return `leave one of them out: "${one.by}" or "${other.by}"`;
  if (one.origin === other.origin) return `say "${one.by}" of ${one.origin} once`;
  return `leave one of them out: "${one.by}" of ${one.origin} or of ${other.origin}`;
}

function unheededDiagnostic({ object, path, claim }: OwnedField): Diagnostic {
  return {
    id: 'unique-field-owner',
    severity: 'error',
    object: objectReference(object),
    path,
    message: `Forbidden: ${describeClaim(claim)}, and the tree does not hold the object`,
    fix: 'add the object to the tree, or leave the declaration out',
    origin: claim.origin,
  };
}

function namespaceDiagnostic({ namespace, path, said: [one, other] }: NamespaceConflict): Diagnostic {
  return {
    id: 'unique-field-owner',
    severity: 'error',
    object: objectReference(namespaceIdentity(namespace)),
    path,
    message: `Invalid value: "${other.value}": ${one.origin} says "${one.value}", and ${other.origin} says "${other.value}": charts that share a namespace say the same of it`,
    fix: `say the same in both charts, or leave it to one of them: with create: false, the labels of a chart are not for its namespace`,
    origin: other.origin,
  };
}

function contributionDiagnostic({ object, target, field, key, said: [one, other] }: ContributionConflict): Diagnostic {
  return {
    id: 'unique-field-owner',
    severity: 'error',
    object: objectReference(object),
    path: `${target === 'pods' ? 'spec.template.' : ''}metadata.${field}[${key}]`,
    message: `Invalid value: "${other.value}": ${one.by} sets "${one.value}", and ${other.by} sets "${other.value}": a field has one owner`,
    fix: `leave one of them out: what "${one.by}" wants of it, or what "${other.by}" does`,
    origin: other.by,
  };
}

function describeClaim(claim: FieldClaim): string {
  const who = `${claim.by} of ${claim.origin}`;
  return 'leftTo' in claim ? `${who} leaves it to ${claim.leftTo}` : `${who} says ${JSON.stringify(claim.value)}`;
}
