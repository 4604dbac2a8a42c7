/**
 * Settings of every AWS client. Endpoint, region and credentials come from the environment (AWS_ENDPOINT_URL,
 * AWS_ENDPOINT_URL_<SERVICE>, AWS_REGION) by the SDK's own rules; connections are kept alive by default.
 */
export const awsSettings = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 2_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
};
