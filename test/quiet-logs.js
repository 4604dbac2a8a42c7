// What functions log is for CloudWatch; in tests it would hide what went wrong.
process.env["POWERTOOLS_LOG_LEVEL"] ??= "SILENT";
