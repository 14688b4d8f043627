export { mergeResults, type Report, type ReportFormat, type ReportOptions } from '../report/report';
export { reportFormats } from '../report/report-formats';
