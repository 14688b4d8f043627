export { ChecksValidation } from '../cli/checks-validation';
