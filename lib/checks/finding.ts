export type { Finding, FindingObject, FindingStatus, Problem, Severity } from '../manifest/objects/finding';
