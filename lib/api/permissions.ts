export { whoCan, type AccessAnswer, type AccessGrant, type AccessQuestion } from '../manifest/rbac/who-can';
export { formatSubject, type Subject } from '../manifest/rbac/role-binding';
